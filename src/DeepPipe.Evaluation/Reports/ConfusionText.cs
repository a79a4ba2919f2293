using DeepPipe.Statistics;

namespace DeepPipe.Evaluation;

/// <summary>The confusion matrix as text; of many classes, the pairs that are confused most.</summary>
internal static class ConfusionText
{
    private const int LargestMatrix = 12;
    private const int MostPairs = 10;

    public static string Of(ClassificationScores scores) => scores.Classes.Count <= LargestMatrix ? Matrix(scores) : Pairs(scores);

    private static string Matrix(ClassificationScores scores)
    {
        var codes = Enumerable.Range(0, scores.Classes.Count);
        var table = new TextTable().Add(["truth \\ prediction", .. scores.Classes]);
        foreach (var truth in codes)
            table.Add([scores.Classes[truth], .. codes.Select(prediction => ReportNumber.Count(scores.Confusion[truth, prediction]))]);
        return table.ToString();
    }

    private static string Pairs(ClassificationScores scores)
    {
        var codes = Enumerable.Range(0, scores.Classes.Count);
        var confused = codes
            .SelectMany(truth => codes.Where(prediction => prediction != truth), (truth, prediction) => (truth, prediction))
            .Where(pair => scores.Confusion[pair.truth, pair.prediction] > 0)
            .OrderByDescending(pair => scores.Confusion[pair.truth, pair.prediction])
            .Take(MostPairs);

        var table = new TextTable().Add("most confused: truth", "prediction", "rows");
        foreach (var (truth, prediction) in confused)
            table.Add(scores.Classes[truth], scores.Classes[prediction], ReportNumber.Count(scores.Confusion[truth, prediction]));
        return table.ToString();
    }
}

using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

internal static class LabelsComparison
{
    public static IEnumerable<Comparison> Of(ExpectedRows rows, LabelsAnswers answers)
    {
        var (target, labels) = (answers.Target, answers.Target.Labels);
        IEnumerable<Comparison> comparisons = [];
        foreach (var (index, label) in labels.Index())
        {
            comparisons = comparisons.Concat(rows.Numbers(
                GoldenRows.Probability(target, label), $"{target.Prefix}probability.{label}", row => answers.Probabilities[row * labels.Count + index]));
        }
        return comparisons.Concat(Sets(rows, answers));
    }

    // A row with a probability as near to its threshold as the tolerance says nothing of the set.
    private static IEnumerable<Comparison> Sets(ExpectedRows rows, LabelsAnswers answers)
    {
        var target = answers.Target;
        var trainer = rows.Column<StringArray>(GoldenRows.Prediction(target));
        var probabilities = target.Labels.Select(label => rows.Column<FloatArray>(GoldenRows.Probability(target, label))).ToList();
        for (var row = 0; row < rows.Batch.Length; row++)
        {
            if (!Enumerable.Range(0, probabilities.Count).All(label => IsClear(rows.Tolerance, probabilities[label].Values[row], Threshold(target, label))))
                continue;
            var expected = trainer.GetString(row);
            var chosen = string.Join(target.Separator, target.Labels.Where((_, label) => probabilities[label].Values[row] >= Threshold(target, label)));
            if (expected != chosen)
                throw rows.Contradiction(
                    row, $"the trainer's answer is \"{expected}\", but the labels whose probability reaches {rows.SignatureKey}.thresholds are \"{chosen}\"");
            yield return rows.Text(row, target.Prefix + ModelOutputs.Prediction, expected, answers.Prediction(row));
        }
    }

    private static double Threshold(SignatureTarget target, int label) => target.Thresholds.Count == 0 ? 0.5 : target.Thresholds[label];

    private static bool IsClear(Tolerance tolerance, float probability, double threshold) =>
        Math.Abs(probability - threshold) > tolerance.Allowed(probability);
}

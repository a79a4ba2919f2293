using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

internal static class ClassComparison
{
    public static IEnumerable<Comparison> Of(ExpectedRows rows, ClassAnswers answers)
    {
        var (target, labels) = (answers.Target, answers.Target.Labels);
        var comparisons = rows.Numbers(GoldenRows.Confidence(target), target.Prefix + ModelOutputs.Confidence, row => answers.Confidence[row]);
        var choices = Choices(rows, target);
        if (target.Thresholds.Count > 0)            // the confidence is that of the label, and leaps where it changes
            comparisons = comparisons.Where((_, row) => choices[row].IsClear);
        foreach (var (code, label) in labels.Index())
        {
            comparisons = comparisons.Concat(rows.Numbers(
                GoldenRows.Probability(target, code), $"{target.Prefix}probability.{label}", row => answers.Probabilities[row * labels.Count + code]));
        }
        return comparisons.Concat(Labels(rows, answers, choices));
    }

    private static IEnumerable<Comparison> Labels(ExpectedRows rows, ClassAnswers answers, Choice[] choices)
    {
        var target = answers.Target;
        var trainer = rows.Column<StringArray>(GoldenRows.Prediction(target));
        for (var row = 0; row < rows.Batch.Length; row++)
        {
            if (!choices[row].IsClear)
                continue;
            var (expected, label) = (trainer.GetString(row), target.Labels[choices[row].Code]);
            // The graph has its labels in itself: those of the signature, which name the probabilities, could be in another order.
            if (expected != label)
                throw rows.Contradiction(
                    row, $"the trainer's answer is \"{expected}\", but {rows.SignatureKey}.labels calls the class that the probabilities choose \"{label}\"");
            yield return rows.Text(row, target.Prefix + ModelOutputs.Prediction, expected, answers.Predictions[row]);
        }
    }

    private static Choice[] Choices(ExpectedRows rows, SignatureTarget target)
    {
        var probabilities = target.Labels.Select((_, code) => rows.Column<FloatArray>(GoldenRows.Probability(target, code))).ToList();
        return [.. Enumerable.Range(0, rows.Batch.Length).Select(row =>
        {
            var (code, best, second) = TwoBest(probabilities, row);
            if (target.Thresholds is not [var from])
                return new Choice(code, best - second > rows.Tolerance.Allowed(best));
            var positive = probabilities[^1].Values[row];
            return new Choice(positive >= from ? probabilities.Count - 1 : 0, Math.Abs(positive - from) > rows.Tolerance.Allowed(positive));
        })];
    }

    private static (int Code, float Best, float Second) TwoBest(List<FloatArray> probabilities, int row)
    {
        var (code, best, second) = (0, float.NegativeInfinity, float.NegativeInfinity);
        for (var index = 0; index < probabilities.Count; index++)
        {
            var probability = probabilities[index].Values[row];
            (code, best, second) = probability > best ? (index, probability, best) : (code, best, Math.Max(second, probability));
        }
        return (code, best, second);
    }

    // The label that a row's probabilities choose, and whether no other could within the tolerance.
    private readonly record struct Choice(int Code, bool IsClear);
}

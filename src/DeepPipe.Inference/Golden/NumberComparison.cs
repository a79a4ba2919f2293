using System.Globalization;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

internal static class NumberComparison
{
    public static IEnumerable<Comparison> Of(ExpectedRows rows, NumberAnswers answers)
    {
        var target = answers.Target;
        var comparisons = rows.Numbers(GoldenRows.Prediction(target), target.Prefix + ModelOutputs.Prediction, row => answers.Values[row]);
        foreach (var (index, level) in target.Levels.Index())
        {
            comparisons = comparisons.Concat(rows.Numbers(
                GoldenRows.Quantile(target, index),
                string.Create(CultureInfo.InvariantCulture, $"{target.Prefix}quantile.{level}"),
                row => answers.Quantiles[row * target.Levels.Count + index]));
        }
        return comparisons;
    }
}

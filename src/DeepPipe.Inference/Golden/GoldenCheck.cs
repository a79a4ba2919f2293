using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Scores a bundle's golden rows and compares the answers with the trainer's.</summary>
/// <remarks>
/// Numbers are compared by the manifest's tolerance of their target. Labels are compared where the trainer's two best probabilities, or
/// a probability and its threshold, differ by more than the tolerance: closer than that, either may win.
/// </remarks>
public static class GoldenCheck
{
    /// <summary>Runs the check.</summary>
    /// <exception cref="IntegrityException">
    /// The golden rows cannot be read, lack a column, are none, or have answers that the signature's labels do not fit.
    /// </exception>
    public static GoldenResult Run(BundleFolder bundle, Predictor predictor)
    {
        using var golden = bundle.ReadGolden();
        if (golden.Length == 0)
            throw new IntegrityException($"{bundle.GoldenPath}: there are no golden rows. Export the bundle again.");
        return Compare("golden row", golden, predictor, bundle.Manifest.Parity.Tolerances, source: bundle.GoldenPath);
    }

    /// <summary>
    /// Scores rows and compares the answers with the trainer's, which stand behind the inputs as in <see cref="GoldenRows"/>.
    /// </summary>
    /// <param name="name">What a row is called, such as <c>golden row</c>.</param>
    /// <param name="expected">One row or more.</param>
    /// <param name="predictor">The model.</param>
    /// <param name="tolerances">What may differ, of each of the signature's targets.</param>
    /// <param name="firstRow">The number of rows before these, for the numbers in messages.</param>
    /// <param name="source">Where the rows come from, for messages.</param>
    /// <exception cref="IntegrityException">The rows lack a column, or have answers that the signature's labels do not fit.</exception>
    public static GoldenResult Compare(
        string name, RecordBatch expected, Predictor predictor, IReadOnlyList<Tolerance> tolerances, int firstRow = 0,
        string source = "The trainer's answers")
    {
        var answers = Score(expected, predictor, source);
        var comparisons = answers.Targets.Zip(tolerances).SelectMany((pair, index) => Of(
            new ExpectedRows(name, expected, firstRow, pair.Second, source) { SignatureKey = $"signature.targets.{index}" }, pair.First));
        return Worst(comparisons, expected.Length, source);
    }

    private static IEnumerable<Comparison> Of(ExpectedRows rows, TargetAnswers answers) => answers switch
    {
        NumberAnswers numbers => NumberComparison.Of(rows, numbers),
        ForecastAnswers forecasts => ForecastComparison.Of(rows, forecasts),
        LabelsAnswers sets => LabelsComparison.Of(rows, sets),
        ClassAnswers classes => ClassComparison.Of(rows, classes),
        _ => throw new ArgumentException($"There is no comparison of {answers.GetType().Name}.", nameof(answers)),
    };

    private static Answers Score(RecordBatch rows, Predictor predictor, string source)
    {
        try
        {
            return predictor.Score(rows);
        }
        catch (RowsMismatchException exception)
        {
            throw new IntegrityException($"{source}: {exception.Message} Export the bundle again.", exception);
        }
    }

    private static GoldenResult Worst(IEnumerable<Comparison> comparisons, int rowCount, string source)
    {
        var largest = 0.0;
        Comparison? worst = null;
        foreach (var comparison in comparisons)
        {
            largest = Math.Max(largest, double.IsNaN(comparison.Difference) ? double.PositiveInfinity : comparison.Difference);
            if (worst is null || comparison.Strain > worst.Value.Strain)
                worst = comparison;
        }
        return new(rowCount, largest, worst!.Value.Cell(), source);
    }
}

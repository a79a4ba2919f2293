using System.Globalization;
using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Scores a bundle's golden rows and compares the answers with the trainer's.</summary>
/// <remarks>
/// Numbers are compared by the manifest's tolerance. Labels are compared where the trainer's two best probabilities differ by
/// more than the tolerance: closer than that, either may win.
/// </remarks>
public static class GoldenCheck
{
    // A label that differs is a failure, and any number that fails tells more about it.
    private const double StrainOfLabel = 1.0000001;

    /// <summary>Runs the check.</summary>
    /// <exception cref="IntegrityException">The golden rows cannot be read, lack a column, or are none.</exception>
    public static GoldenResult Run(BundleFolder bundle, Predictor predictor)
    {
        using var golden = bundle.ReadGolden();
        if (golden.Length == 0)
            throw new IntegrityException($"{bundle.GoldenPath}: there are no golden rows. Export the bundle again.");
        var answers = Score(bundle, predictor, golden);
        var tolerance = bundle.Manifest.Parity.Tolerance;
        var cells = predictor.Signature.IsRegression
            ? Numbers(bundle, golden, GoldenRows.Prediction, ModelOutputs.Prediction, row => answers.Values[row], tolerance)
            : Classes(bundle, golden, answers, tolerance);
        return Worst(cells, golden.Length, bundle.GoldenPath);
    }

    private static Answers Score(BundleFolder bundle, Predictor predictor, RecordBatch golden)
    {
        try
        {
            return predictor.Score(golden);
        }
        catch (RowsMismatchException exception)
        {
            throw new IntegrityException($"{bundle.GoldenPath}: {exception.Message} Export the bundle again.", exception);
        }
    }

    private static IEnumerable<Comparison> Classes(BundleFolder bundle, RecordBatch golden, Answers answers, Tolerance tolerance)
    {
        var labels = answers.Labels;
        var numbers = Numbers(
            bundle, golden, GoldenRows.Confidence, ModelOutputs.Confidence, row => answers.Confidence[row], tolerance);
        for (var code = 0; code < labels.Count; code++)
        {
            var label = code;
            numbers = numbers.Concat(Numbers(
                bundle, golden, GoldenRows.Probability(label), $"probability.{labels[label]}",
                row => answers.Probabilities[row * labels.Count + label], tolerance));
        }
        return numbers.Concat(Labels(bundle, golden, answers, tolerance));
    }

    private static IEnumerable<Comparison> Numbers(
        BundleFolder bundle, RecordBatch golden, string column, string output, Func<int, float> exported, Tolerance tolerance)
    {
        var trainer = Expected<FloatArray>(bundle, golden, column).Values.ToArray();
        return trainer.Select((expected, row) => Compare(row, output, expected, exported(row), tolerance));
    }

    private static Comparison Compare(int row, string output, float trainer, float exported, Tolerance tolerance)
    {
        var difference = trainer.Equals(exported) ? 0 : Math.Abs((double)trainer - exported);
        var allowed = tolerance.Allowed(trainer);
        var strain = tolerance.Agrees(trainer, exported)
            ? difference == 0 ? 0 : difference / allowed
            : double.IsFinite(difference / allowed) ? difference / allowed : double.PositiveInfinity;
        return new(difference, new()
        {
            Row = row + 1,
            Output = output,
            Trainer = trainer.ToString(CultureInfo.InvariantCulture),
            Exported = exported.ToString(CultureInfo.InvariantCulture),
            Allowed = allowed,
            Strain = strain,
        });
    }

    private static IEnumerable<Comparison> Labels(BundleFolder bundle, RecordBatch golden, Answers answers, Tolerance tolerance)
    {
        var trainer = Expected<StringArray>(bundle, golden, GoldenRows.Prediction);
        var probabilities = Enumerable.Range(0, answers.Labels.Count)
            .Select(code => Expected<FloatArray>(bundle, golden, GoldenRows.Probability(code))).ToList();
        for (var row = 0; row < golden.Length; row++)
        {
            var best = probabilities.Select(column => column.GetValue(row)!.Value).OrderDescending().Take(2).ToArray();
            if (best[0] - best[1] <= tolerance.Allowed(best[0]))
                continue;
            var expected = trainer.GetString(row);
            yield return new(0, new()
            {
                Row = row + 1,
                Output = ModelOutputs.Prediction,
                Trainer = $"\"{expected}\"",
                Exported = $"\"{answers.Predictions[row]}\"",
                Strain = expected == answers.Predictions[row] ? 0 : StrainOfLabel,
            });
        }
    }

    private static T Expected<T>(BundleFolder bundle, RecordBatch golden, string name) where T : class, IArrowArray
    {
        // The answers stand behind the inputs, one of which may have the same name.
        var index = golden.Schema.FieldsList.ToList().FindLastIndex(field => field.Name == name);
        return index >= 0 && golden.Column(index) is T { NullCount: 0 } column
            ? column
            : throw new IntegrityException(
                $"{bundle.GoldenPath}: the trainer's answers are not in the column \"{name}\". Export the bundle again.");
    }

    private static GoldenResult Worst(IEnumerable<Comparison> comparisons, int rowCount, string goldenPath)
    {
        var all = comparisons.ToList();
        return new(
            rowCount,
            all.Max(comparison => double.IsNaN(comparison.Difference) ? double.PositiveInfinity : comparison.Difference),
            all.MaxBy(comparison => comparison.Cell.Strain)!.Cell,
            goldenPath);
    }

    private sealed record Comparison(double Difference, GoldenCell Cell);
}

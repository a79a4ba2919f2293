using System.Globalization;
using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Scores a bundle's golden rows and compares the answers with the trainer's.</summary>
/// <remarks>
/// Numbers are compared by the manifest's tolerance. Labels are compared where the trainer's two best probabilities, or the positive
/// one and the threshold, differ by more than the tolerance: closer than that, either may win.
/// </remarks>
public static class GoldenCheck
{
    // A label that differs is a failure, and any number that fails tells more about it.
    private const double StrainOfLabel = 1.0000001;

    /// <summary>Runs the check.</summary>
    /// <exception cref="IntegrityException">
    /// The golden rows cannot be read, lack a column, are none, or have answers that the signature's labels do not fit.
    /// </exception>
    public static GoldenResult Run(BundleFolder bundle, Predictor predictor)
    {
        using var golden = bundle.ReadGolden();
        if (golden.Length == 0)
            throw new IntegrityException($"{bundle.GoldenPath}: there are no golden rows. Export the bundle again.");
        return Compare("golden row", golden, predictor, bundle.Manifest.Parity.Tolerance, source: bundle.GoldenPath);
    }

    /// <summary>
    /// Scores rows and compares the answers with the trainer's, which stand behind the inputs as in <see cref="GoldenRows"/>.
    /// </summary>
    /// <param name="name">What a row is called, such as <c>golden row</c>.</param>
    /// <param name="expected">One row or more.</param>
    /// <param name="predictor">The model.</param>
    /// <param name="tolerance">What may differ.</param>
    /// <param name="firstRow">The number of rows before these, for the numbers in messages.</param>
    /// <param name="source">Where the rows come from, for messages.</param>
    /// <exception cref="IntegrityException">The rows lack a column, or have answers that the signature's labels do not fit.</exception>
    public static GoldenResult Compare(
        string name, RecordBatch expected, Predictor predictor, Tolerance tolerance, int firstRow = 0,
        string source = "The trainer's answers")
    {
        var rows = new ExpectedRows(name, expected, firstRow, tolerance, source);
        var answers = Score(rows, predictor);
        var cells = predictor.Signature.IsRegression
            ? Numbers(rows, GoldenRows.Prediction, ModelOutputs.Prediction, row => answers.Values[row])
            : Classes(rows, answers, predictor.Signature.Threshold);
        return Worst(cells, rows);
    }

    private static Answers Score(ExpectedRows rows, Predictor predictor)
    {
        try
        {
            return predictor.Score(rows.Batch);
        }
        catch (RowsMismatchException exception)
        {
            throw new IntegrityException($"{rows.Source}: {exception.Message} Export the bundle again.", exception);
        }
    }

    private static IEnumerable<Comparison> Classes(ExpectedRows rows, Answers answers, double? threshold)
    {
        var labels = answers.Labels;
        var numbers = Numbers(rows, GoldenRows.Confidence, ModelOutputs.Confidence, row => answers.Confidence[row]);
        var choices = Choices(rows, labels.Count, threshold);
        if (threshold is not null)                  // the confidence is that of the label, and leaps where it changes
            numbers = numbers.Where((_, row) => choices[row].IsClear);
        for (var code = 0; code < labels.Count; code++)
        {
            var label = code;
            numbers = numbers.Concat(Numbers(
                rows, GoldenRows.Probability(label), $"probability.{labels[label]}",
                row => answers.Probabilities[row * labels.Count + label]));
        }
        return numbers.Concat(Labels(rows, answers, choices));
    }

    private static IEnumerable<Comparison> Numbers(ExpectedRows rows, string column, string output, Func<int, float> exported)
    {
        var trainer = Expected<FloatArray>(rows, column).Values.ToArray();
        return trainer.Select((expected, row) => Compare(rows, row, output, expected, exported(row)));
    }

    private static Comparison Compare(ExpectedRows rows, int row, string output, float trainer, float exported)
    {
        var difference = trainer.Equals(exported) ? 0 : Math.Abs((double)trainer - exported);
        var allowed = rows.Tolerance.Allowed(trainer);
        var strain = rows.Tolerance.Agrees(trainer, exported)
            ? difference == 0 ? 0 : difference / allowed
            : double.IsFinite(difference / allowed) ? difference / allowed : double.PositiveInfinity;
        return new(difference, strain, () => new()
        {
            Kind = rows.Name,
            Row = rows.FirstRow + row + 1,
            Output = output,
            Trainer = trainer.ToString(CultureInfo.InvariantCulture),
            Exported = exported.ToString(CultureInfo.InvariantCulture),
            Allowed = allowed,
            Strain = strain,
        });
    }

    private static IEnumerable<Comparison> Labels(ExpectedRows rows, Answers answers, Choice[] choices)
    {
        var trainer = Expected<StringArray>(rows, GoldenRows.Prediction);
        for (var row = 0; row < rows.Batch.Length; row++)
        {
            var (code, isClear) = choices[row];
            if (!isClear)
                continue;
            var (here, expected) = (row, trainer.GetString(row));
            RequireLabel(rows, row, expected, answers.Labels[code]);
            var strain = expected == answers.Predictions[row] ? 0 : StrainOfLabel;
            yield return new(0, strain, () => new()
            {
                Kind = rows.Name,
                Row = rows.FirstRow + here + 1,
                Output = ModelOutputs.Prediction,
                Trainer = $"\"{expected}\"",
                Exported = $"\"{answers.Predictions[here]}\"",
                Strain = strain,
            });
        }
    }

    // The graph has its labels in itself: those of the signature, which name the probabilities, could be in another order.
    private static void RequireLabel(ExpectedRows rows, int row, string expected, string label)
    {
        if (expected != label)
            throw new IntegrityException(string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.Source}: {rows.Name} {rows.FirstRow + row + 1}: the trainer's answer is \"{expected}\", but signature.labels calls the "
                + $"class that the probabilities choose \"{label}\". Export the bundle again."));
    }

    private static Choice[] Choices(ExpectedRows rows, int classCount, double? threshold)
    {
        var probabilities = Enumerable.Range(0, classCount).Select(code => Expected<FloatArray>(rows, GoldenRows.Probability(code))).ToList();
        return [.. Enumerable.Range(0, rows.Batch.Length).Select(row =>
        {
            var (code, best, second) = TwoBest(probabilities, row);
            if (threshold is not { } from)
                return new Choice(code, best - second > rows.Tolerance.Allowed(best));
            var positive = probabilities[^1].Values[row];
            return new Choice(positive >= from ? classCount - 1 : 0, Math.Abs(positive - from) > rows.Tolerance.Allowed(positive));
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

    private static T Expected<T>(ExpectedRows rows, string name) where T : class, IArrowArray
    {
        // The answers stand behind the inputs, one of which may have the same name.
        var index = rows.Batch.Schema.FieldsList.ToList().FindLastIndex(field => field.Name == name);
        return index >= 0 && rows.Batch.Column(index) is T { NullCount: 0 } column
            ? column
            : throw new IntegrityException(
                $"{rows.Source}: the trainer's answers are not in the column \"{name}\". Export the bundle again.");
    }

    private static GoldenResult Worst(IEnumerable<Comparison> comparisons, ExpectedRows rows)
    {
        var largest = 0.0;
        Comparison? worst = null;
        foreach (var comparison in comparisons)
        {
            largest = Math.Max(largest, double.IsNaN(comparison.Difference) ? double.PositiveInfinity : comparison.Difference);
            if (worst is null || comparison.Strain > worst.Value.Strain)
                worst = comparison;
        }
        return new(rows.Batch.Length, largest, worst!.Value.Cell(), rows.Source);
    }

    private sealed record ExpectedRows(string Name, RecordBatch Batch, int FirstRow, Tolerance Tolerance, string Source);

    // The label that a row's probabilities choose, and whether no other could within the tolerance.
    private readonly record struct Choice(int Code, bool IsClear);

    // The words of a cell are made for the worst alone.
    private readonly record struct Comparison(double Difference, double Strain, Func<GoldenCell> Cell);
}

using System.Globalization;
using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Rows with the trainer's answers, and what may differ from them.</summary>
internal sealed record ExpectedRows(string Name, RecordBatch Batch, int FirstRow, Tolerance Tolerance, string Source)
{
    // A text that differs is a failure, and any number that fails tells more about it.
    private const double StrainOfText = 1.0000001;

    /// <summary>Where the target stands in the manifest.</summary>
    public required string SignatureKey { get; init; }

    /// <exception cref="IntegrityException">The answers are not there.</exception>
    public T Column<T>(string name) where T : class, IArrowArray
    {
        // The answers stand behind the inputs, one of which may have the same name.
        var index = Batch.Schema.FieldsList.ToList().FindLastIndex(field => field.Name == name);
        return index >= 0 && Batch.Column(index) is T { NullCount: 0 } column
            ? column
            : throw new IntegrityException($"{Source}: the trainer's answers are not in the column \"{name}\". Export the bundle again.");
    }

    /// <summary>Compares a column of numbers.</summary>
    /// <param name="column">The trainer's.</param>
    /// <param name="output">What they are called.</param>
    /// <param name="exported">The number of a row that is given here.</param>
    public IEnumerable<Comparison> Numbers(string column, string output, Func<int, float> exported) =>
        Column<FloatArray>(column).Values.ToArray().Select((trainer, row) => Number(row, () => output, trainer, exported(row)));

    /// <summary>Compares a text, which must be the same.</summary>
    public Comparison Text(int row, string output, string trainer, string exported)
    {
        var strain = trainer == exported ? 0 : StrainOfText;
        return new(0, strain, () => new()
        {
            Kind = Name,
            Row = FirstRow + row + 1,
            Output = output,
            Trainer = $"\"{trainer}\"",
            Exported = $"\"{exported}\"",
            Strain = strain,
        });
    }

    /// <summary>An answer of the trainer that the signature does not allow.</summary>
    public IntegrityException Contradiction(int row, string problem) => new(string.Create(
        CultureInfo.InvariantCulture, $"{Source}: {Name} {FirstRow + row + 1}: {problem}. Export the bundle again."));

    /// <summary>Compares a number.</summary>
    public Comparison Number(int row, Func<string> output, float trainer, float exported)
    {
        var difference = trainer.Equals(exported) ? 0 : Math.Abs((double)trainer - exported);
        var allowed = Tolerance.Allowed(trainer);
        var strain = Tolerance.Agrees(trainer, exported)
            ? difference == 0 ? 0 : difference / allowed
            : double.IsFinite(difference / allowed) ? difference / allowed : double.PositiveInfinity;
        return new(difference, strain, () => new()
        {
            Kind = Name,
            Row = FirstRow + row + 1,
            Output = output(),
            Trainer = trainer.ToString(CultureInfo.InvariantCulture),
            Exported = exported.ToString(CultureInfo.InvariantCulture),
            Allowed = allowed,
            Strain = strain,
        });
    }
}

/// <summary>An answer beside the trainer's; the words of a cell are made for the worst alone.</summary>
internal readonly record struct Comparison(double Difference, double Strain, Func<GoldenCell> Cell);

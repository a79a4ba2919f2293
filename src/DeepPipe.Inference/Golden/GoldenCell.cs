using System.Globalization;

namespace DeepPipe.Inference;

/// <summary>One answer to one row: the trainer's and the one given here.</summary>
public sealed record GoldenCell
{
    /// <summary>What the row is called: golden row, held-out row.</summary>
    public string Kind { get; init; } = "golden row";

    /// <summary>The row, from 1.</summary>
    public required int Row { get; init; }

    /// <summary>Which answer: prediction, confidence or probability.LABEL.</summary>
    public required string Output { get; init; }

    /// <summary>The trainer's answer, as text.</summary>
    public required string Trainer { get; init; }

    /// <summary>The answer given here, as text.</summary>
    public required string Exported { get; init; }

    /// <summary>How far the answers may differ; null for a label, which must be the same.</summary>
    public double? Allowed { get; init; }

    /// <summary>The difference as a fraction of what is allowed: above 1 it is too large.</summary>
    internal double Strain { get; init; }

    /// <summary>The cell as a sentence without its full stop.</summary>
    public override string ToString() =>
        $"{Kind} {Row.ToString(CultureInfo.InvariantCulture)}: {Output} is {Exported} here and {Trainer} in training"
        + (Allowed is { } allowed ? $"; allowed difference {InFull(allowed)}" : "");

    // Two digits, written out: 0.000053 and not 5.3E-05.
    private static string InFull(double number)
    {
        var text = number.ToString("G2", CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact.ToString(CultureInfo.InvariantCulture)
            : text;
    }
}

using Apache.Arrow;
using DeepPipe.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>What is learned of one column of instants, from its train rows.</summary>
internal sealed class DateTimeFit(string name, DateTimeFeatureConfig config)
{
    private readonly Spread elapsed = new();
    private readonly Dictionary<DateTimePart, Spread> parts =
        config.Parts.Where(part => part != DateTimePart.Elapsed).ToDictionary(part => part, _ => new Spread());

    private long missing;

    /// <summary>Takes the train rows of a batch.</summary>
    /// <param name="rows">Rows in canonical form, the column among them.</param>
    /// <param name="isTrain">Which are train rows; of the others no cell is looked at.</param>
    public void Observe(RecordBatch rows, ReadOnlySpan<bool> isTrain)
    {
        var cells = CanonicalColumn.Of<DoubleArray>(rows, name).Values;
        var instants = new List<double>();
        for (var row = 0; row < rows.Length; row++)
        {
            if (!isTrain[row])
                continue;
            if (double.IsNaN(cells[row]))
                missing++;
            else
                instants.Add(cells[row]);
        }
        if (instants.Count > 0)
            Observe([.. instants]);
    }

    /// <summary>Why the column cannot be a feature; null where it can.</summary>
    public string? ReasonToDrop() =>
        elapsed.Count == 0 ? "it is missing in all train rows"
        : !elapsed.Varies ? "it is the same instant in all train rows that have it"
        : !config.Parts.Contains(DateTimePart.Elapsed) && !parts.Values.Any(part => part.Varies) ? "none of its parts varies in the train rows"
        : null;

    /// <summary>The fitted column.</summary>
    public DateTimeFeature Feature()
    {
        CalendarPart[] varying = [.. config.Parts.Where(part => parts.GetValueOrDefault(part) is { Varies: true }).Select(Fitted)];
        var scaling = config.Parts.Contains(DateTimePart.Elapsed)
            ? new AffineScaling(config.SinceMicroseconds ?? elapsed.Mean, elapsed.Deviation)
            : null;
        var hasNumbers = scaling is not null || varying.Any(part => part.NumberWidth > 0);
        return new(name, scaling, varying, HasIndicator: hasNumbers && missing > 0);
    }

    private void Observe(double[] instants)
    {
        using var scope = NewDisposeScope();
        var held = Calendar.Held(tensor(instants, ScalarType.Float64));
        var calendar = new Calendar(held);
        elapsed.Observe(held);
        foreach (var (part, spread) in parts)
            spread.Observe(calendar.Of(part).to(ScalarType.Float64));
    }

    private CalendarPart Fitted(DateTimePart part)
    {
        var (spread, form) = (parts[part], config.Form);
        if (form == DateTimeForm.Cyclic && Calendar.Cycle(part) is null)
            form = DateTimeForm.Number;
        return new(part, form, (int)spread.Lowest, (int)spread.Highest, spread.Mean, spread.Deviation);
    }

    /// <summary>Mean and deviation in one pass.</summary>
    /// <remarks>Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products" (1962).</remarks>
    private sealed class Spread
    {
        private double squares;          // sum of squared deviations

        public long Count { get; private set; }

        public double Mean { get; private set; }

        public double Lowest { get; private set; } = double.PositiveInfinity;

        public double Highest { get; private set; } = double.NegativeInfinity;

        public double Deviation => Math.Sqrt(squares / Count);

        public bool Varies => Lowest < Highest;

        public void Observe(Tensor values)
        {
            foreach (var value in values.data<double>())
            {
                var before = value - Mean;
                Mean += before / ++Count;
                squares += before * (value - Mean);
                (Lowest, Highest) = (Math.Min(Lowest, value), Math.Max(Highest, value));
            }
        }
    }
}

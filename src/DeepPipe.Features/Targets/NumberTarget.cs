using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Apache.Arrow;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>A target that is a number.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Mean">The mean of the train rows.</param>
/// <param name="Deviation">The population's standard deviation in the train rows. Finite, greater than 0.</param>
public sealed record NumberTarget(string Column, double Mean, double Deviation) : TargetPlan(Column)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override TaskKind Task { get; init; } = TaskKind.Regression;

    /// <summary>Of a quantile loss: the levels, ascending, and the train rows' quantiles at them; otherwise empty.</summary>
    public IReadOnlyList<TargetQuantile> Levels { get; init; } = [];

    internal override IReadOnlyList<TargetColumn> Columns => [new(0, Mean, Deviation)];

    internal static NumberTarget Fit(TargetConfig config, NumberProfile train)
    {
        var column = config.Column;
        if (train.Missing > 0 && config.Missing == MissingTarget.Refuse)
            throw new TargetException(TargetProblem.MissingInTrain(column, train.Missing, train.Count));
        if (train.Count == 0)
            throw new TargetException(TargetProblem.Empty(column));
        if (train.Minimum == train.Maximum)
            throw new TargetException(TargetProblem.Constant(column, train.Minimum));
        if (!float.IsFinite((float)train.Mean) || !float.IsFinite((float)train.StandardDeviation) || train.StandardDeviation == 0)
            throw new TargetException(TargetProblem.NotFinite(column));
        if (config.Loss is PoissonConfig && train.Minimum < 0)
            throw new TargetException(TargetProblem.Negative(column, train.Minimum));
        return new(column, train.Mean, train.StandardDeviation)
        {
            SkipsMissing = config.Missing == MissingTarget.Skip,
            Levels = config.Loss is QuantileConfig { Levels: var levels }
                ? [.. levels.Zip(train.Quantiles(levels), (level, value) => new TargetQuantile(level, value))]
                : [],
        };
    }

    /// <inheritdoc/>
    public override Tensor Encode(RecordBatch rows)
    {
        var numbers = CanonicalColumn.Of<DoubleArray>(rows, Column).Values;
        var missingCount = 0;
        foreach (var number in numbers)
        {
            if (double.IsNaN(number))
                missingCount++;
            else if (!float.IsFinite((float)number))
                throw new TargetException(TargetProblem.TooLarge(Column, number));
        }
        if (missingCount > 0 && !SkipsMissing)
            throw new TargetException(TargetProblem.MissingInBatch(Column, missingCount, numbers.Length));

        var targets = empty([numbers.Length], ScalarType.Float32);
        var cells = MemoryMarshal.Cast<byte, float>(targets.bytes);
        for (var row = 0; row < numbers.Length; row++)
            cells[row] = (float)numbers[row];
        return targets;
    }
}

/// <summary>A quantile that a model answers.</summary>
/// <param name="Level">The share of rows that lie below. Greater than 0, less than 1.</param>
/// <param name="Value">The train rows' quantile at it, in the target's own unit.</param>
public sealed record TargetQuantile(double Level, double Value);

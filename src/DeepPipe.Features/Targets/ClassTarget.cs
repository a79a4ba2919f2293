using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Apache.Arrow;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>A target of classes.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Task">Binary or multiclass.</param>
/// <param name="Classes">
/// The classes; the index is the code. Binary: the other one, then the positive. Multiclass: in ordinal order.
/// </param>
public sealed record ClassTarget(string Column, TaskKind Task, IReadOnlyList<string> Classes) : TargetPlan(Column)
{
    /// <inheritdoc/>
    public override TaskKind Task { get; init; } = Task;

    /// <summary>How many train rows have each class.</summary>
    public IReadOnlyList<long> Counts { get; init; } = [];

    /// <summary>What a row of each class counts in training; null where all count 1.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Binary: the positive class; multiclass: null.</summary>
    [JsonIgnore]
    public string? Positive => Task == TaskKind.Binary ? Classes[1] : null;

    internal override IReadOnlyList<TargetColumn> Columns => [new(Classes.Count)];

    internal static ClassTarget Fit(TargetConfig config, CategoryProfile train)
    {
        if (train.Missing > 0 && config.Missing == MissingTarget.Refuse)
            throw new TargetException(TargetProblem.MissingInTrain(config.Column, train.Missing, train.Count));
        if (train.Count == 0)
            throw new TargetException(TargetProblem.Empty(config.Column));

        var classes = train.Values.Select(value => value.Key).Order(StringComparer.Ordinal).ToArray();
        if (classes.Length == 1)
            throw new TargetException(TargetProblem.OneClass(config.Column, classes[0], train.Count));
        var ordered = config.Task == TaskKind.Binary ? Ordered(config, classes) : classes;
        var counts = train.Values.ToDictionary(value => value.Key, value => value.Value);
        long[] ofClasses = [.. ordered.Select(name => counts[name])];
        return new(config.Column, config.Task, ordered)
        {
            Counts = ofClasses,
            SkipsMissing = config.Missing == MissingTarget.Skip,
            Weights = WeightsOf(config, ordered, ofClasses),
        };
    }

    private static double[]? WeightsOf(TargetConfig config, IReadOnlyList<string> classes, IReadOnlyList<long> counts)
    {
        switch ((config.Loss as ClassLossConfig)?.ClassWeights)
        {
            case BalancedWeightsConfig:
                return [.. counts.Select(count => (double)counts.Sum() / (classes.Count * count))];
            case GivenWeightsConfig given:
                var unknown = given.Weights.Keys.FirstOrDefault(name => !classes.Contains(name));
                return unknown is null
                    ? [.. classes.Select(name => given.Weights.GetValueOrDefault(name, 1))]
                    : throw new TargetException(TargetProblem.NoWeighedClass(config.Column, unknown, classes));
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public override Tensor Encode(RecordBatch rows)
    {
        var column = CanonicalColumn.Of<IArrowArray>(rows, Column);
        var codes = empty([rows.Length], ScalarType.Int64);
        try
        {
            Encode(column, MemoryMarshal.Cast<byte, long>(codes.bytes));
            return codes;
        }
        catch (TargetException)
        {
            codes.Dispose();
            throw;
        }
    }

    // A vocabulary's codes leave room for missing and unseen; a class has neither.
    private void Encode(IArrowArray column, Span<long> codes)
    {
        new CodeTable(Classes).Encode(column, codes);
        var missingCount = codes.Count(CategoryFeature.MissingCode);
        if (missingCount > 0 && !SkipsMissing)
            throw new TargetException(TargetProblem.MissingInBatch(Column, missingCount, codes.Length));
        var unseen = codes.IndexOf(CategoryFeature.UnseenCode);
        if (unseen >= 0)
            throw new TargetException(TargetProblem.Unknown(Column, CanonicalColumn.TextAt(column, unseen)!, Classes));
        foreach (ref var code in codes)
            code = code == CategoryFeature.MissingCode ? -1 : code - CategoryFeature.FirstCode;
    }

    private static string[] Ordered(TargetConfig config, string[] classes)
    {
        if (classes.Length > 2)
            throw new TargetException(TargetProblem.ManyClasses(config.Column, classes));
        var positive = config.Positive ?? classes[1];
        if (!classes.Contains(positive))
            throw new TargetException(TargetProblem.NoPositive(config.Column, positive, classes));
        return positive == classes[1] ? classes : [classes[1], classes[0]];
    }
}

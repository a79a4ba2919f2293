using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Apache.Arrow;
using DeepPipe.Encoders;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>A target that is a set: each label is in it or not.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Labels">The labels, in ordinal order.</param>
/// <param name="Separator">What stands between the members of a cell.</param>
public sealed record LabelsTarget(string Column, IReadOnlyList<string> Labels, string Separator) : TargetPlan(Column)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override TaskKind Task { get; init; } = TaskKind.Multilabel;

    /// <summary>How many train rows have each label.</summary>
    public IReadOnlyList<long> Counts { get; init; } = [];

    /// <summary>How many train rows were counted.</summary>
    public long RowCount { get; init; }

    /// <summary>What a row counts in training by a label that it lacks and one that it has, the two for each label; null where all count 1.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    internal override IReadOnlyList<TargetColumn> Columns => [.. Labels.Select(_ => new TargetColumn(2))];

    internal static LabelsTarget Fit(TargetConfig config, LabelCounts train)
    {
        if (train.Labels.Count == 0)
            throw new TargetException(TargetProblem.NoLabel(config.Column));
        var labels = train.Labels.Select(label => label.Key).ToList();
        long[] counts = [.. train.Labels.Select(label => label.Value)];
        var rowCount = config.Missing == MissingTarget.Skip ? train.RowCount - train.Missing : train.RowCount;
        return new(config.Column, labels, train.Separator)
        {
            Counts = counts,
            RowCount = rowCount,
            SkipsMissing = config.Missing == MissingTarget.Skip,
            Weights = WeightsOf(config, labels, counts, rowCount),
        };
    }

    /// <inheritdoc/>
    /// <returns>1 where a row has the label, else 0, float32 [rows, labels]; NaN throughout a row that is skipped.</returns>
    public override Tensor Encode(RecordBatch rows)
    {
        var column = CanonicalColumn.Of<IArrowArray>(rows, Column);
        var places = Labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        var targets = zeros([rows.Length, Labels.Count], ScalarType.Float32);
        var cells = MemoryMarshal.Cast<byte, float>(targets.bytes);
        for (var row = 0; row < rows.Length; row++)
        {
            var ofRow = cells.Slice(row * Labels.Count, Labels.Count);
            if (CanonicalColumn.TextAt(column, row) is not { } text)
            {
                ofRow.Fill(SkipsMissing ? float.NaN : 0);
                continue;
            }
            foreach (var member in SetEncoding.Members(text, Separator))
            {
                if (!places.TryGetValue(member, out var place))
                {
                    targets.Dispose();
                    throw new TargetException(TargetProblem.Unknown(Column, member, Labels));
                }
                ofRow[place] = 1;
            }
        }
        return targets;
    }

    // As of a binary target for each label: its classes are without the label, and with it.
    private static double[]? WeightsOf(TargetConfig config, List<string> labels, long[] counts, long rowCount)
    {
        switch ((config.Loss as ClassLossConfig)?.ClassWeights)
        {
            case BalancedWeightsConfig:
                return [.. counts.SelectMany(count => (double[])[rowCount / (2.0 * Math.Max(1, rowCount - count)), rowCount / (2.0 * count)])];
            case GivenWeightsConfig given:
                var unknown = given.Weights.Keys.FirstOrDefault(name => !labels.Contains(name));
                return unknown is null
                    ? [.. labels.SelectMany(name => (double[])[1, given.Weights.GetValueOrDefault(name, 1)])]
                    : throw new TargetException(TargetProblem.NoWeighedClass(config.Column, unknown, labels));
            default:
                return null;
        }
    }
}

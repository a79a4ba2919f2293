using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Apache.Arrow;
using DeepPipe.Encoders;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>A target that is the steps to come of series: all their channels, step by step.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Horizon">How many steps.</param>
/// <param name="Channels">What each step holds, by its train steps. Each deviation is greater than 0.</param>
public sealed record ForecastTarget(string Column, int Horizon, IReadOnlyList<SeriesChannel> Channels) : TargetPlan(Column)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override TaskKind Task { get; init; } = TaskKind.Forecast;

    /// <summary>The columns of the channels, in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> ChannelNames => [.. Channels.Select(channel => channel.Name)];

    /// <summary>The mean of each encoded column: those of the channels, step by step.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Means => [.. Columns.Select(column => column.Mean)];

    /// <summary>The deviations, as <see cref="Means"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Deviations => [.. Columns.Select(column => column.Deviation)];

    internal override IReadOnlyList<TargetColumn> Columns =>
        [.. Enumerable.Range(0, Horizon).SelectMany(_ => Channels.Select(channel => new TargetColumn(0, channel.Mean, channel.Deviation)))];

    internal static ForecastTarget Fit(TargetConfig config, SeriesSpan span)
    {
        if (span.Channels.FirstOrDefault(channel => channel.Deviation == 0) is { } constant)
            throw new TargetException(TargetProblem.ConstantChannel(constant));
        if (span.Channels.FirstOrDefault(channel => !float.IsFinite((float)channel.Deviation) || (float)channel.Deviation == 0) is { } extreme)
            throw new TargetException(TargetProblem.NotFinite(extreme.Name));
        return new(config.Column, span.StepCount, span.Channels);
    }

    /// <inheritdoc/>
    /// <returns>Float32 [rows, horizon · channels], in the channels' own units.</returns>
    public override Tensor Encode(RecordBatch rows)
    {
        var column = CanonicalColumn.Of<ListArray>(rows, Column);
        var targets = empty([rows.Length, Width], ScalarType.Float32);
        new VectorEncoding(Width).Open().Encode(column, 0, rows.Length, MemoryMarshal.AsBytes(targets.bytes));
        return targets;
    }
}

using Apache.Arrow;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>The steps of a series that a window reads: one mean and one deviation, those of the steps that train, at all places.</summary>
internal sealed class SeriesFit(string name, SeriesSpan span) : IBlockFit
{
    private readonly SeriesChannel channel = span.Channels.Single();

    /// <inheritdoc/>
    public void Observe(IArrowArray cells, int index)
    {
        // Windows overlap: what is fitted was fitted to the steps, each once.
    }

    /// <inheritdoc/>
    public string? ReasonToDrop() => channel.Deviation == 0 ? "it is the same in all train steps" : null;

    /// <inheritdoc/>
    public BlockFeature Feature() => new(name, ColumnType.Vector, new VectorEncoding(span.StepCount))
    {
        Mean = [channel.Mean],
        Deviation = [channel.Deviation],
    };
}

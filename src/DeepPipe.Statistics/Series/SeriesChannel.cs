namespace DeepPipe.Statistics;

/// <summary>A column of time steps, by its steps that train.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Mean">The mean of the steps that train.</param>
/// <param name="Deviation">Their population's standard deviation; 0 where all are the same.</param>
public sealed record SeriesChannel(string Name, double Mean, double Deviation)
{
    /// <summary>Fits a channel to the steps that train.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="pieces">The steps, finite numbers in pieces of any length.</param>
    public static SeriesChannel Fit(string name, IEnumerable<ReadOnlyMemory<double>> pieces)
    {
        var moments = pieces.Aggregate(Moments.Empty, (moments, piece) => moments.Merge(Moments.Of(piece.Span)));
        return new(name, moments.Mean, moments.Count == 0 ? 0 : Math.Sqrt(moments.SquaredDeviations / moments.Count));
    }
}

/// <summary>What the cells of a windowed column hold: numbers over time, step by step, each with its channels side by side.</summary>
/// <param name="StepCount">How many steps a cell has. At least 1.</param>
/// <param name="Channels">What each step holds; at least one.</param>
public sealed record SeriesSpan(int StepCount, IReadOnlyList<SeriesChannel> Channels);

using System.Globalization;
using Apache.Arrow;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>Fits the texts, sets, vectors, images and instants in one pass over the source.</summary>
public sealed class BlockFit
{
    private readonly string source;
    private readonly List<(InputColumn Column, IBlockFit Fit)> fits;
    private readonly List<(InputColumn Column, DateTimeFit Fit)> dateTimes;
    private long rowCount;

    /// <summary>A fit that has seen no rows.</summary>
    /// <param name="config">The section <c>features</c>.</param>
    /// <param name="columns">The columns that may be features; those of other types, and those that are dropped, are left out.</param>
    /// <param name="source">The table, as messages name it.</param>
    public BlockFit(FeaturesConfig config, IReadOnlyList<InputColumn> columns, string source)
    {
        this.source = source;
        fits = [.. columns.Where(column => column.Type.IsBlock() && !config.Drop.Contains(column.Name)).Select(column => (column, Of(config, column)))];
        dateTimes =
        [
            .. from column in columns
            where column.Type == ColumnType.DateTime && !config.Drop.Contains(column.Name)
            select (column, new DateTimeFit(column.Name, config.Columns.GetValueOrDefault(column.Name)?.Datetime ?? config.Defaults.Datetime)),
        ];
    }

    /// <summary>Whether a column is fitted here, not by its profile.</summary>
    internal static bool IsFor(InputColumn column) => column.Type.IsBlock() || column.Type == ColumnType.DateTime;

    /// <summary>Takes the next rows of the source, in its order.</summary>
    /// <param name="rows">Rows in canonical form, the columns among them.</param>
    /// <param name="isTrain">Which are train rows; of the others no cell is looked at.</param>
    /// <exception cref="FeatureException">A cell is no image that can be read, or a vector of another width: names the row.</exception>
    public void Observe(RecordBatch rows, ReadOnlySpan<bool> isTrain)
    {
        foreach (var (column, fit) in fits)
        {
            var cells = CanonicalColumn.Of<IArrowArray>(rows, column.Name);
            for (var row = 0; row < rows.Length; row++)
                if (isTrain[row])
                    Observe(column, fit, cells, row);
        }
        foreach (var (_, fit) in dateTimes)
            fit.Observe(rows, isTrain);
        rowCount += rows.Length;
    }

    /// <summary>The plan with the blocks and instants fitted, and those dropped that cannot be features.</summary>
    /// <exception cref="FeatureException">No feature is left.</exception>
    public FeaturePlan Complete(FeaturePlan plan)
    {
        if (fits.Count + dateTimes.Count == 0)
            return plan;
        var blocks = fits.ToLookup(one => one.Fit.ReasonToDrop());
        var instants = dateTimes.ToLookup(one => one.Fit.ReasonToDrop());
        DroppedColumn[] dropped = [.. plan.Dropped, .. Dropped(blocks), .. Dropped(instants)];
        if (!blocks[null].Any() && !instants[null].Any() && plan.Numbers.Count + plan.Categories.Count == 0)
            throw FeatureFit.NoFeatureIsLeft(dropped, fits.Count + dateTimes.Count + plan.Dropped.Count, 0);
        return new FeaturePlan(plan.Numbers, plan.Categories, dropped)
        {
            DateTimes = [.. instants[null].Select(one => one.Fit.Feature())],
            Blocks = [.. blocks[null].Select(one => one.Fit.Feature())],
            FoldSeed = plan.FoldSeed,
        };
    }

    private static IEnumerable<DroppedColumn> Dropped<T>(ILookup<string?, (InputColumn Column, T Fit)> fits) =>
        from reason in fits
        where reason.Key is not null
        from one in reason
        select new DroppedColumn(one.Column.Name, reason.Key);

    private static IBlockFit Of(FeaturesConfig config, InputColumn column) => column.Type switch
    {
        ColumnType.Set => new SetFit(column, config.Columns.GetValueOrDefault(column.Name)?.Set ?? config.Defaults.Set),
        ColumnType.Vector when column.Span is { } span => new SeriesFit(column.Name, span),
        ColumnType.Vector => new VectorFit(column),
        ColumnType.Text => new TextFit(column, config.Columns.GetValueOrDefault(column.Name)?.Text ?? config.Defaults.Text),
        ColumnType.Image => new ImageFit(column, config.Columns.GetValueOrDefault(column.Name)?.Image ?? config.Defaults.Image),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, null),
    };

    private void Observe(InputColumn column, IBlockFit fit, IArrowArray cells, int row)
    {
        try
        {
            fit.Observe(cells, row);
        }
        catch (CellException failure)
        {
            throw new FeatureException(
                string.Create(CultureInfo.InvariantCulture, $"{source}: row {rowCount + row + 1}: column \"{column.Name}\" {failure.Problem}."),
                failure);
        }
    }
}

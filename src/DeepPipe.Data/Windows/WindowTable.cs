using System.Globalization;
using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>The windows of a table of steps, a row each: series by series, in the order of their steps.</summary>
internal sealed class WindowTable
{
    private readonly IReadOnlyList<StepSeries> series;
    private readonly WindowsConfig config;
    private readonly int[] answered;        // of each column of the forecast, its place among those that are read
    private readonly List<Window> windows = [];
    private readonly List<Part> parts = [];

    private WindowTable(WindowsConfig config, IReadOnlyList<StepSeries> series)
    {
        (this.config, this.series) = (config, series);
        answered = [.. config.Forecast!.Select(Place)];
        for (var place = 0; place < series.Count; place++)
            AddWindows(place);
        var channels = config.Columns!.Select((name, column) =>
            SeriesChannel.Fit(name, series.SelectMany(one => one.Of(Part.Train, column)))).ToList();
        Columns =
        [
            .. channels.Select(channel => Vector(channel.Name, config.LookBack, [channel])),
            Vector(WindowsConfig.Next, config.Horizon, [.. answered.Select(column => channels[column])]),
        ];
    }

    /// <summary>The section, with the columns written in.</summary>
    public WindowsConfig Config => config;

    /// <summary>The columns that are read, then <see cref="WindowsConfig.Next"/>.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The part of every window.</summary>
    public IReadOnlyList<Part> Parts => parts;

    /// <summary>Reads all steps, holds them against the contract and gives each window its part.</summary>
    /// <param name="config">The section <c>data</c>, with windows.</param>
    /// <param name="steps">Its source without windows, every step with a part.</param>
    /// <exception cref="DataException">A column is not there or of another type, a step is refused, the contract does not hold, or no window
    /// trains.</exception>
    public static WindowTable Of(DataConfig config, Dataset steps)
    {
        var windows = WindowColumns.Resolve(config, steps.Columns);
        var reading = new StepReading(config.Source.Path, windows.Columns!)
        {
            Time = steps.Columns.FirstOrDefault(column => column.Name == windows.Time),
            Series = windows.Series,
            Gaps = windows.Gaps,
        };
        var table = Load(steps, reading);
        if (config.Split is ChronologicalSplitConfig split)
        {
            foreach (var one in table.Series)
                SetParts(one, split, config.Source.Path);
        }
        var found = new WindowTable(windows, table.Series);
        return found.parts.Contains(Part.Train) ? found : throw NoneTrains(config.Source.Path, windows, table.Series);
    }

    /// <summary>The columns named, of all windows.</summary>
    public IEnumerable<PartBatch> Read(IReadOnlyList<string> columns, CancellationToken cancel)
    {
        var chosen = columns.Select(name => Columns.Single(column => column.Name == name)).ToList();
        var schema = new Schema(chosen.Select(ArrowTypes.Field), null);
        var batchRows = WindowVectors.RowsPerBatch(chosen.Sum(column => (long)column.Span!.StepCount * column.Span.Channels.Count));
        Window[] all = [.. windows];
        Part[] ofAll = [.. parts];
        for (var first = 0; first < all.Length; first += batchRows)
        {
            cancel.ThrowIfCancellationRequested();
            var count = Math.Min(batchRows, all.Length - first);
            var arrays = chosen.Select(column => Vectors(column, all.AsSpan(first, count))).ToList();
            yield return new PartBatch(new RecordBatch(schema, arrays, count), ofAll.AsMemory(first, count));
        }
    }

    private static Column Vector(string name, int stepCount, IReadOnlyList<SeriesChannel> channels) =>
        new(name, ColumnType.Vector) { Span = new(stepCount, channels) };

    private static StepTable Load(Dataset steps, StepReading reading)
    {
        var table = new StepTable(reading);
        var contract = steps.Contract();
        foreach (var batch in steps.Read([.. reading.Names.Union(steps.Declared)], CancellationToken.None))
        {
            using (batch)
            {
                contract.Observe(batch.Rows);
                table.Add(batch.Rows, batch.Parts.Span);
            }
        }
        contract.Complete();
        return table;
    }

    private static void SetParts(StepSeries one, ChronologicalSplitConfig split, string path)
    {
        var (train, validation, test) = split.Counts(one.StepCount);
        if (train + validation + test > one.StepCount)
        {
            var of = one.Name is { } name ? $"the series {Quoted.Text(name)}" : "the series";
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: data.split asks for {train} steps to train, {validation} to validate and {test} to test, " +
                $"{train + validation + test} together; {of} has {one.StepCount}."));
        }
        var ofSteps = new Part[train + validation + test];
        ofSteps.AsSpan((int)train, (int)validation).Fill(Part.Validation);
        ofSteps.AsSpan((int)(train + validation)).Fill(Part.Test);
        one.SetParts(ofSteps);
    }

    private static DataException NoneTrains(string path, WindowsConfig windows, IReadOnlyList<StepSeries> series)
    {
        var longest = series.Max(one => one.Parts.Count(part => part == Part.Train));
        return new(string.Create(CultureInfo.InvariantCulture,
            $"{path}: no window trains: it has {windows.LookBack} steps and {windows.Horizon} to come (data.windows), " +
            $"and the longest series has {longest} steps that train."));
    }

    // A window's steps to come lie in one part where the part of its last step begins with them or before.
    private void AddWindows(int place)
    {
        var ofSteps = series[place].Parts;
        var partBegin = 0;
        for (var end = 1; end <= ofSteps.Count; end++)
        {
            if (end > 1 && ofSteps[end - 1] != ofSteps[end - 2])
                partBegin = end - 1;
            var first = end - config.Horizon - config.LookBack;
            if (first < 0 || first % config.Stride != 0 || partBegin > end - config.Horizon)
                continue;
            windows.Add(new(place, first));
            parts.Add(ofSteps[end - 1]);
        }
    }

    private IArrowArray Vectors(Column column, ReadOnlySpan<Window> ofRows) => column.Name == WindowsConfig.Next
        ? WindowVectors.Of(series, ofRows, answered, config.LookBack, config.Horizon)
        : WindowVectors.Of(series, ofRows, [Place(column.Name)], 0, config.LookBack);

    private int Place(string column) => config.Columns!.Index().Single(one => one.Item == column).Index;
}

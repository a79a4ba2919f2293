using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Steps of series to forecast from: windows that end where a forecast begins, a row each.</summary>
public sealed class SeriesTable
{
    private readonly StepReading reading;
    private readonly int lookBack;
    private readonly IReadOnlyList<StepSeries> series;

    private SeriesTable(StepReading reading, int lookBack, IReadOnlyList<StepSeries> series) =>
        (this.reading, this.lookBack, this.series) = (reading, lookBack, series);

    /// <summary>Reads all steps of a table.</summary>
    /// <param name="table">The table; the columns of the reading come from it in canonical form. It stays the caller's.</param>
    /// <param name="reading">Which columns, and how.</param>
    /// <param name="lookBack">How many steps a window has.</param>
    /// <param name="cancel">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DataException">A step is refused, or a series has fewer steps than a window.</exception>
    public static SeriesTable Read(ITable table, StepReading reading, int lookBack, CancellationToken cancel)
    {
        var steps = new StepTable(reading);
        foreach (var batch in table.Read(cancel))
        {
            using (batch)
                steps.Add(batch, []);
        }
        if (steps.Series.Count == 0)
            throw new DataException($"{reading.Path}: the table has no rows, only a header.");
        foreach (var one in steps.Series.Where(one => one.StepCount < lookBack))
        {
            var of = one.Name is { } name ? $"the series {Quoted.Text(name)}" : "the table";
            throw new DataException($"{reading.Path}: {of} has {one.StepCount} steps, and the model reads {lookBack}.");
        }
        return new(reading, lookBack, steps.Series);
    }

    /// <summary>The windows: of each series the last, or each one that it has.</summary>
    /// <param name="everyWindow">Whether each.</param>
    public IEnumerable<SeriesWindows> Windows(bool everyWindow)
    {
        var batchRows = WindowVectors.RowsPerBatch((long)lookBack * reading.Columns.Count);
        return series.SelectMany((one, place) => Enumerable.Range(0, one.StepCount - lookBack + 1)
                .Skip(everyWindow ? 0 : one.StepCount - lookBack).Select(first => new Window(place, first)))
            .Chunk(batchRows).Select(Of);
    }

    private SeriesWindows Of(Window[] windows)
    {
        var schema = new Schema(reading.Columns.Select(name => ArrowTypes.Field(new Column(name, Statistics.ColumnType.Vector))), null);
        var arrays = reading.Columns.Select((_, column) => (IArrowArray)WindowVectors.Of(series, windows, [column], 0, lookBack));
        return new(new RecordBatch(schema, arrays, windows.Length), [.. windows.Select(EndOf)]);
    }

    private WindowEnd EndOf(Window window)
    {
        var one = series[window.Series];
        var last = window.First + lookBack - 1;
        return one.Times.Count == 0
            ? new(one.Name, last + 1, 1)
            : new(one.Name, one.Times[last], last > 0 ? one.Times[last] - one.Times[last - 1] : double.NaN);
    }
}

/// <summary>Windows in canonical form, and where each ends.</summary>
/// <param name="Rows">A column of vectors for each column of the reading; the receiver disposes them.</param>
/// <param name="Ends">Where each row ends.</param>
public sealed record SeriesWindows(RecordBatch Rows, IReadOnlyList<WindowEnd> Ends) : IDisposable
{
    /// <summary>Releases the rows.</summary>
    public void Dispose() => Rows.Dispose();
}

/// <summary>Where a window ends.</summary>
/// <param name="Series">Its series; null where there is one.</param>
/// <param name="Time">The time of its last step, dates in microseconds since 1970; without a column of times the step's number, from 1.</param>
/// <param name="Interval">How long after the step before; NaN where there is none.</param>
public sealed record WindowEnd(string? Series, double Time, double Interval);

using System.Globalization;
using Apache.Arrow;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Takes rows as steps of series: their numbers stay in memory as doubles.</summary>
internal sealed class StepTable(StepReading reading)
{
    private readonly List<StepSeries> series = [];
    private readonly Dictionary<string, StepSeries> byName = new(StringComparer.Ordinal);
    private long rowCount;

    /// <summary>The series, in the order in which they begin.</summary>
    public IReadOnlyList<StepSeries> Series => series;

    /// <summary>Takes the next rows.</summary>
    /// <param name="rows">All columns of the reading, in canonical form.</param>
    /// <param name="parts">The part of each row; empty where parts are of no account.</param>
    /// <exception cref="DataException">A number is missing or too large, a time does not ascend, or a row names no series.</exception>
    public void Add(RecordBatch rows, ReadOnlySpan<Part> parts)
    {
        var numbers = reading.Columns.Select(name => (DoubleArray)rows.Column(name)).ToArray();
        var times = reading.Time is { } time ? (DoubleArray)rows.Column(time.Name) : null;
        var names = reading.Series is { } name ? (StringArray)rows.Column(name) : null;
        for (var row = 0; row < rows.Length; row++)
        {
            rowCount++;
            var one = SeriesOf(names, row);
            if (times is not null)
                AddTime(one, times.Values[row]);
            for (var column = 0; column < numbers.Length; column++)
                AddNumber(one, column, numbers[column].Values[row]);
            if (!parts.IsEmpty)
                one.AppendPart(parts[row]);
        }
    }

    private StepSeries SeriesOf(StringArray? names, int row)
    {
        var name = names?.GetString(row);
        if (names is not null && name is null)
            throw Refuse(reading.Series!, "has no value. Every step needs the series that it belongs to.");
        if (byName.TryGetValue(name ?? "", out var known))
            return known;
        var one = new StepSeries(name, reading.Columns.Count);
        series.Add(one);
        byName.Add(name ?? "", one);
        return one;
    }

    private void AddTime(StepSeries one, double time)
    {
        if (double.IsNaN(time))
            throw Refuse(reading.Time!.Name, "has no value. Every step needs its time.");
        if (one.Times is [.., var last] && time <= last)
        {
            var of = one.Name is { } name ? $" of {Quoted.Text(name)}" : "";
            throw Refuse(
                reading.Time!.Name, $"is {Text(time)}, not after {Text(last)} in the step before{of}. Sort the steps by this column, each time once.");
        }
        one.AppendTime(time);
    }

    private void AddNumber(StepSeries one, int column, double number)
    {
        if (double.IsNaN(number))
            number = Filled(one, column);
        if (!float.IsFinite((float)number))
            throw Refuse(
                reading.Columns[column],
                $"is {number.ToString(CultureInfo.InvariantCulture)}, too large for a model of 32-bit numbers. Scale the column down.");
        one.Append(column, number);
    }

    private double Filled(StepSeries one, int column)
    {
        var last = one.Last(column);
        if (reading.Gaps == StepGaps.Refuse)
            throw Refuse(
                reading.Columns[column], "has no value. Every step of a window is read: complete it, or train with data.windows.gaps: forward_fill.");
        if (double.IsNaN(last))
            throw Refuse(
                reading.Columns[column], "has no value, and the series none before it that could stand there (data.windows.gaps: forward_fill).");
        return last;
    }

    private DataException Refuse(string column, string problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{reading.Path}: row {rowCount}: column \"{column}\" {problem}"));

    private string Text(double time) =>
        reading.Time!.Type == ColumnType.DateTime ? TimeReading.Write(time) : time.ToString(CultureInfo.InvariantCulture);
}

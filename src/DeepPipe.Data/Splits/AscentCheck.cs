using System.Globalization;
using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Refuses a source whose rows do not stand in the order of a column.</summary>
internal sealed class AscentCheck(SourceFiles files, Column column)
{
    private double last = double.NegativeInfinity;

    /// <summary>Reads the column once.</summary>
    /// <exception cref="DataException">A row stands before the one that it follows, or has a gap; or the column has no order.</exception>
    public void Run()
    {
        if (!column.Type.IsNumeric())
            throw new DataException($"{files.Paths[0].Path}: column \"{column.Name}\" (data.split.by) is not one of numbers or dates. " +
                $"Declare {KeyPath.Join("data", "columns", column.Name)} as datetime or number, or name another column.");
        foreach (var (path, _) in files.Paths)
        {
            using var file = files.Open(path);
            var reader = new CanonicalReader(file, [(column.Name, column)], files.Missing, Dataset.MissingKey);
            var row = 1L;
            foreach (var batch in reader.Read(CancellationToken.None))
            {
                using (batch)
                    Observe(((DoubleArray)batch.Column(0)).Values, path, row);
                row += batch.Length;
            }
        }
    }

    private void Observe(ReadOnlySpan<double> values, string path, long firstRow)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (!(values[row] >= last))
                throw Refuse(values[row], path, firstRow + row);
            last = values[row];
        }
    }

    private DataException Refuse(double value, string path, long row)
    {
        var problem = double.IsNaN(value) ? "has no value" : $"is {Text(value)}, before {Text(last)} in the row above";
        return new(string.Create(CultureInfo.InvariantCulture,
            $"{path}: row {row}: column \"{column.Name}\" {problem}. data.split takes the rows in their order: sort them by this column first."));
    }

    private string Text(double value) =>
        column.Type == ColumnType.DateTime ? TimeReading.Write(value) : value.ToString(CultureInfo.InvariantCulture);
}

using Apache.Arrow;
using DeepPipe.Data;

namespace DeepPipe;

/// <summary>The rows of one part out of a batch in canonical form, as a copy.</summary>
internal static class PartRows
{
    /// <summary>Reads a part's rows; each batch is disposed when the next is asked for.</summary>
    internal static IEnumerable<RecordBatch> Read(Dataset dataset, IReadOnlyList<string> columns, Part part, CancellationToken cancel)
    {
        foreach (var batch in dataset.Read(columns, cancel))
        {
            using var all = batch.Rows;
            var places = Places(batch.Parts.Span, part);
            if (places.Length == 0)
                continue;
            using var rows = Of(batch.Rows, places);
            yield return rows;
        }
    }

    private static RecordBatch Of(RecordBatch batch, int[] rows) =>
        new(batch.Schema, batch.Arrays.Select(column => Gather(column, rows)), rows.Length);

    private static int[] Places(ReadOnlySpan<Part> parts, Part part)
    {
        var rows = new List<int>(parts.Length);
        for (var row = 0; row < parts.Length; row++)
            if (parts[row] == part)
                rows.Add(row);
        return [.. rows];
    }

    private static IArrowArray Gather(IArrowArray column, int[] rows)
    {
        if (column is ListArray or BinaryArray and not StringArray)
            return ArrowArrayConcatenator.Concatenate([.. rows.Select(row => ArrowArrayFactory.Slice(column, row, 1))]);
        if (column is DoubleArray numbers)
        {
            var values = new ArrowBuffer.Builder<double>(rows.Length);
            var validity = new ArrowBuffer.BitmapBuilder(rows.Length);
            foreach (var row in rows)
            {
                values.Append(numbers.Values[row]);
                validity.Append(numbers.IsValid(row));
            }
            return new DoubleArray(values.Build(), validity.Build(), rows.Length, rows.Count(numbers.IsNull), 0);
        }
        var texts = new StringArray.Builder();
        foreach (var row in rows)
            if (column.IsNull(row))
                texts.AppendNull();
            else
                texts.Append(((StringArray)column).GetBytes(row));
        return texts.Build();
    }
}

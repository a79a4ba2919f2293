using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Makes whole batches out of small ones.</summary>
internal static class Gather
{
    /// <summary>
    /// The same rows in batches of exactly <see cref="TableFile.BatchRows"/>, the last one shorter, so that batches lie at
    /// the same places whatever the sizes of the chunks. Takes the chunks over.
    /// </summary>
    public static IEnumerable<RecordBatch> Whole(IEnumerable<RecordBatch> chunks, Schema schema)
    {
        var parts = new List<RecordBatch>();
        var rows = 0;
        foreach (var chunk in chunks)
        {
            for (var start = 0; start < chunk.Length;)
            {
                var taken = Math.Min(chunk.Length - start, TableFile.BatchRows - rows);
                parts.Add(chunk.SliceShared(start, taken));
                start += taken;
                rows += taken;
                if (rows < TableFile.BatchRows)
                    continue;
                yield return Join(parts, schema);
                rows = 0;
            }
            chunk.Dispose();
        }
        if (rows > 0)
            yield return Join(parts, schema);
    }

    private static RecordBatch Join(List<RecordBatch> parts, Schema schema)
    {
        var columns = Enumerable.Range(0, schema.FieldsList.Count)
            .Select(column => Join([.. parts.Select(part => part.Column(column))]))
            .ToArray();
        var rows = parts.Sum(part => part.Length);
        parts.ForEach(part => part.Dispose());
        parts.Clear();
        return new RecordBatch(schema, columns, rows);
    }

    private static IArrowArray Join(IArrowArray[] arrays) => arrays is [var only]
        ? ArrowArrayFactory.BuildArray(only.Data.Retain())
        : ArrowArrayConcatenator.Concatenate(arrays);
}

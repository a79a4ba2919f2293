using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Reads chosen columns of a file: canonical where a type is expected, as found where not.</summary>
internal sealed class CanonicalReader
{
    private readonly ITableFile file;
    private readonly int[] fields;          // what is read: ascending, as files want it
    private readonly int[] places;          // where among these each column stands
    private readonly Column?[] columns;
    private readonly Field[] found;
    private readonly MissingWords missing;
    private readonly string? missingKey;
    private readonly bool keepsDictionaries;

    /// <param name="file">The file; it stays the caller's.</param>
    /// <param name="chosen">Names of the file's columns, in the order wanted, each with what is expected or null.</param>
    /// <param name="missing">The words for a gap.</param>
    /// <param name="missingKey">The config key that a message names for these words; null for none.</param>
    /// <param name="keepsDictionaries">Whether categories may stay dictionaries; see <see cref="Dataset.Read"/>.</param>
    /// <exception cref="DataException">A column's type in the file cannot become the type expected.</exception>
    public CanonicalReader(
        ITableFile file,
        IReadOnlyList<(string Name, Column? Expected)> chosen,
        MissingWords missing,
        string? missingKey,
        bool keepsDictionaries = false)
    {
        this.file = file;
        this.missing = missing;
        this.missingKey = missingKey;
        this.keepsDictionaries = keepsDictionaries;
        var wanted = chosen.Select(column => file.Schema.GetFieldIndex(column.Name)).ToArray();
        fields = [.. wanted.Distinct().Order()];
        places = [.. wanted.Select(field => System.Array.IndexOf(fields, field))];
        columns = [.. chosen.Select(column => column.Expected)];
        found = [.. wanted.Select(file.Schema.GetFieldByIndex)];
        Schema = new Schema(found.Select((field, index) => Expect(field, columns[index])), null);
    }

    /// <summary>The chosen columns, in the order wanted.</summary>
    public Schema Schema { get; }

    /// <summary>The rows; see <see cref="ITable.Read"/>.</summary>
    public IEnumerable<RecordBatch> Read(CancellationToken cancel)
    {
        var bad = new BadCells(file.Path, missingKey);
        var row = 1L;
        foreach (var raw in Raw())
        {
            RecordBatch batch;
            using (raw)
            {
                cancel.ThrowIfCancellationRequested();
                batch = Convert(raw, row, bad);
            }
            row += batch.Length;
            if (bad.IsEmpty)
                yield return batch;
            else
                batch.Dispose();
            if (bad.IsFull)
                break;
        }
        bad.ThrowIfAny(row - 1);
    }

    // Where a batch names images, as few rows as have images of a bearable size.
    private IEnumerable<RecordBatch> Raw()
    {
        var images = Enumerable.Range(0, columns.Length)
            .Where(index => columns[index]?.Type == ColumnType.Image && CellText.IsText(found[index].DataType))
            .Select(index => places[index]).Distinct().ToList();
        return images.Count == 0 ? file.Read(fields) : file.Read(fields).SelectMany(batch => ImagePaths.Cut(batch, images, file.Path));
    }

    private RecordBatch Convert(RecordBatch raw, long firstRow, BadCells bad)
    {
        var arrays = new IArrowArray[columns.Length];
        for (var index = 0; index < columns.Length; index++)
        {
            var array = raw.Column(places[index]);
            arrays[index] = columns[index] switch
            {
                null => AsFound(array),
                { Type: ColumnType.Category } when keepsDictionaries && CodedTextColumn.Accepts(array.Data.DataType) =>
                    CodedTextColumn.Convert((DictionaryArray)array, missing),
                { } column => CanonicalColumn.Convert(array, new Cells(column, firstRow, missing, bad)),
            };
        }
        return new RecordBatch(Schema, arrays, raw.Length);
    }

    // A dictionary differs from batch to batch, which an output cannot hold: its texts are written out.
    private static IArrowArray AsFound(IArrowArray raw) =>
        raw is DictionaryArray && CellText.IsText(raw.Data.DataType)
            ? TextColumn.Strings(raw)
            : ArrowArrayFactory.BuildArray(raw.Data.Retain());

    private Field Expect(Field found, Column? column)
    {
        var isText = column is null && found.DataType is DictionaryType && CellText.IsText(found.DataType);
        if (column is null)
            return isText ? new Field(found.Name, StringType.Default, nullable: true) : found;
        if (!CanonicalColumn.Accepts(found.DataType, column.Type))
            throw new DataException($"{file.Path}: column \"{column.Name}\" holds {ArrowTypes.Describe(found.DataType)}. " +
                $"Expected {CanonicalColumn.Allowed(column.Type)}.");
        return keepsDictionaries && column.Type == ColumnType.Category && CodedTextColumn.Accepts(found.DataType)
            ? new Field(column.Name, found.DataType, nullable: true)
            : ArrowTypes.Field(column);
    }
}

using Apache.Arrow;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>A file with some of its columns expected to be of a type.</summary>
internal sealed class FileTable : ITable
{
    private readonly ITableFile file;
    private readonly CanonicalReader reader;
    private readonly CanonicalReader withKept;      // the same columns, and behind them as found those whose form changes
    private readonly int[] keptPlaces;

    public FileTable(ITableFile file, IReadOnlyList<Column> expected, MissingWords missing)
    {
        this.file = file;
        var names = file.Schema.FieldsList.Select(field => field.Name).ToList();
        TableFiles.RequireColumns(file.Path, names, expected.Select(column => column.Name));
        var byName = expected.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var chosen = names.ConvertAll(name => (Name: name, Expected: byName.GetValueOrDefault(name)));
        var changed = chosen.FindAll(column => column.Expected is { } type && ChangesForm(type.Type)).ConvertAll(column => column.Name);
        reader = new CanonicalReader(file, chosen, missing, missingKey: null);
        withKept = new CanonicalReader(file, [.. chosen, .. changed.Select(name => (name, (Column?)null))], missing, missingKey: null);
        keptPlaces = [.. names.Select((name, place) => changed.IndexOf(name) is var index and >= 0 ? names.Count + index : place)];
        Kept = new Schema(keptPlaces.Select(withKept.Schema.GetFieldByIndex), null);
    }

    public Schema Schema => reader.Schema;

    public Schema Kept { get; }

    public IEnumerable<RecordBatch> Read(CancellationToken cancel) => reader.Read(cancel);

    public IEnumerable<TableRows> ReadKept(CancellationToken cancel)
    {
        int[] canonical = [.. Enumerable.Range(0, Schema.FieldsList.Count)];
        foreach (var batch in withKept.Read(cancel))
        {
            TableRows rows;
            using (batch)
                rows = new(Choose(batch, canonical, Schema), Choose(batch, keptPlaces, Kept));
            yield return rows;
        }
    }

    public void Dispose() => file.Dispose();

    private static bool ChangesForm(ColumnType type) => type is ColumnType.DateTime or ColumnType.Set or ColumnType.Vector or ColumnType.Image;

    private static RecordBatch Choose(RecordBatch batch, int[] places, Schema schema) =>
        new(schema, places.Select(place => ArrowArrayFactory.BuildArray(batch.Column(place).Data.Retain())), batch.Length);
}

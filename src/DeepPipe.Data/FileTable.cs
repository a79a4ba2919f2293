using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>A file with some of its columns expected to be of a type.</summary>
internal sealed class FileTable : ITable
{
    private readonly ITableFile file;
    private readonly CanonicalReader reader;

    public FileTable(ITableFile file, IReadOnlyList<Column> expected, MissingWords missing)
    {
        this.file = file;
        TableFiles.RequireColumns(file.Path, file.Schema, expected.Select(column => column.Name));
        var chosen = file.Schema.FieldsList.ToDictionary(field => field.Name, _ => (Column?)null, StringComparer.Ordinal);
        foreach (var column in expected)
            chosen[column.Name] = column;
        reader = new CanonicalReader(file, chosen, missing, missingKey: null);
    }

    public Schema Schema => reader.Schema;

    public IEnumerable<RecordBatch> Read(CancellationToken cancel) => reader.Read(cancel);

    public void Dispose() => file.Dispose();
}

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
        var names = file.Schema.FieldsList.Select(field => field.Name).ToList();
        TableFiles.RequireColumns(file.Path, names, expected.Select(column => column.Name));
        var byName = expected.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var chosen = names.ConvertAll(name => (name, byName.GetValueOrDefault(name)));
        reader = new CanonicalReader(file, chosen, missing, missingKey: null);
    }

    public Schema Schema => reader.Schema;

    public IEnumerable<RecordBatch> Read(CancellationToken cancel) => reader.Read(cancel);

    public void Dispose() => file.Dispose();
}

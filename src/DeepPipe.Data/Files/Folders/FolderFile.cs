using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>A folder with a folder of files for each class, a row a file, in the ordinal order of their paths.</summary>
internal sealed class FolderFile : ITableFile
{
    private const int ContentField = 0;
    private const int LabelField = 1;
    private static readonly EnumerationOptions Visible =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    private readonly FolderContent content;
    private readonly IReadOnlyList<(string Path, string Label)> entries;        // from the folder, with / between names

    public FolderFile(string path, FolderContent content)
    {
        Path = path;
        this.content = content;
        if (!Directory.Exists(path))
            throw new MissingSourceException(File.Exists(path)
                ? $"{path}: is a file. Give a folder with a folder for each class."
                : $"{path}: the folder does not exist.");
        entries = [.. Directory.EnumerateFiles(path, "*", Visible)
            .Where(file => content.Extensions.Contains(System.IO.Path.GetExtension(file).ToLowerInvariant()))
            .Select(file => System.IO.Path.GetRelativePath(path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal).Select(file => (file, Label(file)))];
        if (entries.Count == 0)
            throw new MissingSourceException($"{path}: has no files that end in {string.Join(", ", content.Extensions)}.");
        Schema = new Schema(
        [
            new Field(content.Column, content.Type, nullable: true),
            new Field(SourceColumns.Label, StringType.Default, nullable: true),
            new Field(SourceColumns.Path, StringType.Default, nullable: true),
        ], null);
    }

    public string Path { get; }

    public Schema Schema { get; }

    /// <summary>The files, in the order of the rows.</summary>
    public IEnumerable<string> Files => entries.Select(entry => Full(entry.Path));

    public IEnumerable<RecordBatch> Read(IReadOnlyList<int> fields)
    {
        var schema = new Schema(fields.Select(Schema.GetFieldByIndex), null);
        var readsContent = fields.Contains(ContentField);
        for (var start = 0; start < entries.Count;)
        {
            var cells = new List<byte[]>();
            var count = readsContent ? ReadSome(start, cells) : Math.Min(TableFile.BatchRows, entries.Count - start);
            var rows = entries.Skip(start).Take(count).ToList();
            var columns = fields.Select(field => field switch
            {
                ContentField => content.Array(cells),
                LabelField => Texts(rows.Select(row => row.Label)),
                _ => Texts(rows.Select(row => row.Path)),
            }).ToList();
            yield return new RecordBatch(schema, columns, count);
            start += count;
        }
    }

    public void Dispose()
    {
    }

    private int ReadSome(int start, List<byte[]> cells)
    {
        var byteCount = 0L;
        for (var entry = start; entry < entries.Count && cells.Count < TableFile.BatchRows && byteCount < ImagePaths.BatchBytes; entry++)
        {
            cells.Add(ReadFile(Full(entries[entry].Path)));
            byteCount += cells[^1].Length;
        }
        return cells.Count;
    }

    private byte[] ReadFile(string path)
    {
        try
        {
            return content.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read ({e.Message.TrimEnd('.')}). Leave the folder alone during a run.", e);
        }
    }

    private string Label(string file) => file.IndexOf('/', StringComparison.Ordinal) is var end and > 0 ? file[..end]
        : throw new DataException($"{Full(file)}: lies in no class's folder. Put it into a folder that is called like its class.");

    private string Full(string file) => System.IO.Path.Combine(Path, file);

    private static StringArray Texts(IEnumerable<string> texts) => new StringArray.Builder().AppendRange(texts).Build();
}

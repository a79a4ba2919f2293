using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using DuckDB.NET.Data;

namespace DeepPipe.Data;

/// <summary>
/// A CSV file, plain or gzip, read by DuckDB as text: every field is a string as the file has it, null where it is empty.
/// UTF-8, RFC 4180, a header line, any one line ending.
/// </summary>
internal sealed class CsvFile : ITableFile
{
    // DuckDB keeps several buffers, of 32 MB unless told otherwise: memory would grow with the file up to a few times that.
    private const int BufferBytes = 8 << 20;

    private readonly CsvHeader header;
    private readonly bool isGzip;

    public CsvFile(string path, char? delimiter)
    {
        Path = path;
        isGzip = Gzip.IsGzip(path);
        try
        {
            using Stream content = isGzip ? Gzip.Open(path) : File.OpenRead(path);
            header = CsvHeader.Read(path, content, delimiter);
        }
        catch (InvalidDataException e)
        {
            throw Gzip.Damaged(path, e);
        }
        Schema = new Schema(header.Names.Select(name => new Field(name, StringType.Default, nullable: true)), null);
    }

    public string Path { get; }

    public Schema Schema { get; }

    public IEnumerable<RecordBatch> Read(IReadOnlyList<int> fields)
    {
        var schema = new Schema(fields.Select(Schema.GetFieldByIndex), null);
        return Gather.Whole(Chunks(fields), schema);
    }

    public void Dispose()
    {
    }

    private IEnumerable<RecordBatch> Chunks(IReadOnlyList<int> fields)
    {
        using var abandon = new CancellationTokenSource();
        var whole = isGzip ? Task.Run(() => Gzip.RequireWhole(Path, abandon.Token), abandon.Token) : Task.CompletedTask;
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Query(fields);
        command.UseStreamingMode = true;
        try
        {
            using var stream = Guard(command.ExecuteArrowStream, whole)!;
            while (Guard(() => Next(stream), whole) is { } chunk)
                yield return chunk;
            whole.GetAwaiter().GetResult();
        }
        finally
        {
            abandon.Cancel();
        }
    }

    private static RecordBatch? Next(IArrowArrayStream stream) =>
        stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();

    // A gzip file that is cut off looks like a bad line to DuckDB: the cut is the cause, so it is told first.
    private T Guard<T>(Func<T> read, Task whole)
    {
        try
        {
            return read();
        }
        catch (DuckDBException e)
        {
            whole.GetAwaiter().GetResult();
            throw CsvErrors.Explain(Path, header.Names.Count, e);
        }
    }

    // Columns go by position (c0, c1, ...): DuckDB's names ignore case, the file's do not.
    private string Query(IReadOnlyList<int> fields)
    {
        var columns = string.Join(", ", Enumerable.Range(0, header.Names.Count).Select(index => $"'{Name(index)}': 'VARCHAR'"));
        var path = Literal(Pattern(System.IO.Path.GetFullPath(Path)));
        var delimiter = Literal(header.Delimiter.ToString());
        var compression = isGzip ? "gzip" : "none";
        return $"SELECT {string.Join(", ", fields.Select(Name))} FROM read_csv({path}, auto_detect = false, header = true, " +
            $"delim = {delimiter}, quote = '\"', escape = '\"', compression = '{compression}', " +
            $"buffer_size = {BufferBytes}, columns = {{{columns}}})";
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // DuckDB takes the path for a pattern: what would be a wildcard is put into brackets of its own.
    private static string Pattern(string path) =>
        string.Concat(path.Select(letter => letter is '*' or '?' or '[' ? $"[{letter}]" : letter.ToString()));
}

using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>A text file with a row a line.</summary>
internal sealed class LinesFile : ITableFile
{
    private const int BatchBytes = 64 << 20;
    private const int TextField = 0;
    private readonly TextLinesSourceConfig config;
    private readonly byte[] delimiter;

    public LinesFile(string path, TextLinesSourceConfig config)
    {
        TableFile.RequireFile(path);
        Path = path;
        this.config = config;
        delimiter = Encoding.UTF8.GetBytes(config.Delimiter);
        string[] names = config.Label == LineLabel.None ? [SourceColumns.Text] : [SourceColumns.Text, SourceColumns.Label];
        Schema = new Schema(names.Select(name => new Field(name, StringType.Default, nullable: true)), null);
    }

    public string Path { get; }

    public Schema Schema { get; }

    public IEnumerable<RecordBatch> Read(IReadOnlyList<int> fields)
    {
        var schema = new Schema(fields.Select(Schema.GetFieldByIndex), null);
        using var stream = Gzip.OpenContent(Path);
        var lines = new ByteLines(stream);
        var number = 0L;
        while (Batch(lines, fields, schema, ref number) is { } batch)
            yield return batch;
    }

    public void Dispose()
    {
    }

    private RecordBatch? Batch(ByteLines lines, IReadOnlyList<int> fields, Schema schema, ref long number)
    {
        var texts = new StringArray.Builder();
        var labels = new StringArray.Builder();
        var byteCount = 0L;
        while (texts.Length < TableFile.BatchRows && byteCount < BatchBytes && TryNext(lines, ref number, out var line))
        {
            var (label, text) = config.Label == LineLabel.None ? (default, line) : Cut(line, number);
            texts.Append(text.Span);
            labels.Append(label.Span);
            byteCount += line.Length;
        }
        return texts.Length == 0 ? null
            : new RecordBatch(schema, fields.Select(field => (field == TextField ? texts : labels).Build()), texts.Length);
    }

    private bool TryNext(ByteLines lines, ref long number, out ReadOnlyMemory<byte> line)
    {
        try
        {
            while (lines.TryNext(out var bytes))
            {
                bytes = number++ == 0 ? Letters.WithoutMark(bytes, config.Encoding) : bytes;
                if (bytes.IsEmpty)
                    continue;
                line = Letters.Utf8(bytes, config.Encoding)
                    ?? throw Letters.NotUtf8(Path, string.Create(CultureInfo.InvariantCulture, $"line {number}"));
                return true;
            }
        }
        catch (InvalidDataException e)
        {
            throw Gzip.Damaged(Path, e);
        }
        line = default;
        return false;
    }

    private (ReadOnlyMemory<byte> Label, ReadOnlyMemory<byte> Text) Cut(ReadOnlyMemory<byte> line, long number)
    {
        var at = line.Span.IndexOf(delimiter);
        if (at <= 0 || at + delimiter.Length == line.Length)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{Path}: line {number} is {Quoted.Text(Encoding.UTF8.GetString(line.Span))}. Expected a label, then {Quoted.Text(config.Delimiter)}, then a text."));
        return (line[..at], line[(at + delimiter.Length)..]);
    }
}

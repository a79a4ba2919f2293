using System.Numerics;
using System.Text.Json;

namespace DeepPipe.Torch;

/// <summary>The JSON header of a safetensors file, checked: tensors lie end to end and fill the rest of the file.</summary>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    public const string MetadataKey = "__metadata__";

    // The reference implementation refuses larger headers too.
    private const long LargestHeader = 100_000_000;

    public static SafeTensorsHeader Read(Stream stream)
    {
        var available = stream.Length - stream.Position;
        if (available < 8)
            throw new SafeTensorsException($"It has {available} bytes; a safetensors file has at least 8.");
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        var length = BitConverter.ToInt64(prefix);
        if (length is < 2 or > LargestHeader)
            throw new SafeTensorsException($"Its header claims {length} bytes; allowed are 2 to {LargestHeader}.");
        if (length > available - 8)
            throw new SafeTensorsException($"Its header claims {length} bytes, but only {available - 8} follow: the file was cut off.");

        var text = new byte[length];
        stream.ReadExactly(text);
        var header = Parse(text);
        header.CheckLayout(available - 8 - length);
        return header;
    }

    private static SafeTensorsHeader Parse(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var members = document.RootElement.EnumerateObject();
            var metadata = new Dictionary<string, string>();
            var entries = new List<SafeTensorsEntry>();
            foreach (var member in members)
            {
                if (member.Name != MetadataKey)
                    entries.Add(Entry(member));
                else
                    metadata = member.Value.EnumerateObject().ToDictionary(pair => pair.Name, Text);
            }
            return new SafeTensorsHeader([.. entries.OrderBy(entry => (entry.Begin, entry.End))], metadata);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new SafeTensorsException($"Its header is not the JSON of a safetensors file: {failure.Message}");
        }
    }

    private static string Text(JsonProperty member) =>
        member.Value.GetString() ?? throw new FormatException($"\"{member.Name}\" is null, not text.");

    private static SafeTensorsEntry Entry(JsonProperty member)
    {
        var typeName = member.Value.GetProperty("dtype").GetString();
        var type = SafeTensorsType.All.FirstOrDefault(type => type.Name == typeName)
            ?? throw new SafeTensorsException(
                $"Tensor \"{member.Name}\" is {typeName}, which is not read. Read are: "
                + $"{string.Join(", ", SafeTensorsType.All.Select(type => type.Name))}.");
        var shape = member.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var offsets = member.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets.Length != 2 || shape.Any(size => size < 0))
            throw new SafeTensorsException($"Tensor \"{member.Name}\" has a negative size, or not two data_offsets.");
        return new SafeTensorsEntry(member.Name, type, shape, offsets[0], offsets[1]);
    }

    private void CheckLayout(long dataBytes)
    {
        var position = 0L;
        foreach (var entry in Entries)
        {
            if (entry.Begin != position)
                throw new SafeTensorsException(
                    $"Tensor \"{entry.Name}\" begins at byte {entry.Begin} of the data; {position} is where the one before it ends.");
            if (ByteCount(entry) != entry.End - entry.Begin)
                throw new SafeTensorsException(
                    $"Tensor \"{entry.Name}\" has {entry.End - entry.Begin} bytes; its shape [{string.Join(", ", entry.Shape)}] of "
                    + $"{entry.Type.Name} needs {ByteCount(entry)}.");
            position = entry.End;
        }
        if (position != dataBytes)
            throw new SafeTensorsException(
                $"Its tensors take {position} bytes, but {dataBytes} follow the header: the file was cut off or added to.");
    }

    // A shape from a malformed file may overflow any fixed width.
    private static BigInteger ByteCount(SafeTensorsEntry entry) =>
        entry.Shape.Aggregate((BigInteger)entry.Type.ByteCount, (product, size) => product * size);
}

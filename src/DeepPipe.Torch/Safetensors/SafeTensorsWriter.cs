using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>Writes tensors in the safetensors format (github.com/huggingface/safetensors), byte for byte as its reference does.</summary>
public static class SafeTensorsWriter
{
    // The format leaves text as UTF-8; System.Text.Json would escape all that HTML might mind.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the tensors, wherever they lie, with their exact bits.</summary>
    /// <param name="stream">Where to; written from its present position, not closed.</param>
    /// <param name="tensors">By name; any order gives the same file. The name <c>__metadata__</c> is the format's own.</param>
    /// <param name="metadata">Free text by key; written in ordinal order of the keys.</param>
    /// <exception cref="ArgumentException">A tensor has a type that the format or this writer lacks, or the reserved name.</exception>
    public static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var ordered = Ordered(tensors);
        var header = Header(ordered, metadata);
        stream.Write(BitConverter.GetBytes((long)header.Length));
        stream.Write(header);
        foreach (var (_, tensor, type) in ordered)
        {
            using var scope = NewDisposeScope();
            // Copying from a device waits for it.
            TensorBytes.Write(tensor.detach().cpu().contiguous(), type.ByteCount, stream);
        }
    }

    private static List<(string Name, Tensor Tensor, SafeTensorsType Type)> Ordered(IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
    [
        .. tensors
            .Select(pair => (pair.Key, pair.Value, Type: TypeOf(pair.Key, pair.Value)))
            .OrderByDescending(entry => entry.Type.Rank)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal),
    ];

    private static SafeTensorsType TypeOf(string name, Tensor tensor) =>
        name == SafeTensorsHeader.MetadataKey
            ? throw new ArgumentException($"A tensor cannot be named \"{name}\": the format keeps that name for its metadata.")
            : SafeTensorsType.Of(name, tensor.dtype);

    private static byte[] Header(
        IReadOnlyList<(string Name, Tensor Tensor, SafeTensorsType Type)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            var begin = 0L;
            foreach (var (name, tensor, type) in tensors)
                begin = WriteEntry(json, name, tensor.shape, type, begin);
            json.WriteEndObject();
        }
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject(SafeTensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, long[] shape, SafeTensorsType type, long begin)
    {
        var end = begin + (shape.Aggregate(1L, (product, size) => product * size) * type.ByteCount);
        json.WriteStartObject(name);
        json.WriteString("dtype", type.Name);
        json.WriteStartArray("shape");
        foreach (var size in shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }
}

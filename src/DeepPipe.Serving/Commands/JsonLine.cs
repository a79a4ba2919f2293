using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepPipe.Serving;

/// <summary>One JSON object on one line.</summary>
public static class JsonLine
{
    /// <summary>The object that <paramref name="write"/> fills, without a line end.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using DeepPipe.Configuration.Schemas;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration;

/// <summary>The JSON Schema (draft-07) of a config, which editors check YAML files against.</summary>
public static class JsonSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// The schema of a root record, the same text each time. Descriptions come of the XML documentation beside the record's
    /// assembly; without that file the schema has none. A file with <c>extends</c> may leave out what its base gives.
    /// </summary>
    /// <typeparam name="T">The root record.</typeparam>
    public static string Of<T>()
        where T : class => SchemaWriter.Write(ShapeOf.Record(typeof(T))).ToJsonString(Indented) + "\n";
}

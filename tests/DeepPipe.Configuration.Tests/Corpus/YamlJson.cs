using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DeepPipe.Configuration.Corpus;

/// <summary>YAML as the JSON that an editor's schema check sees: plain scalars by the core schema of YAML 1.2.</summary>
public static class YamlJson
{
    /// <summary>The JSON text of a YAML document.</summary>
    public static string Of(string yaml)
    {
        var parser = new Parser(new Scanner(new StringReader(yaml)));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        return Read(parser)?.ToJsonString() ?? "null";
    }

    private static JsonNode? Read(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            return scalar.Style == ScalarStyle.Plain ? Plain(scalar.Value) : JsonValue.Create(scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
                list.Add(Read(parser));
            return list;
        }
        parser.Consume<MappingStart>();
        var mapping = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
            mapping[parser.Consume<Scalar>().Value] = Read(parser);
        return mapping;
    }

    private static JsonNode? Plain(string text)
    {
        if (text is "" or "~" or "null")
            return null;
        if (text is "true" or "false")
            return text == "true";
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return integer;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : text;
    }
}

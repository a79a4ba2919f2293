using System.Text.Json.Nodes;
using DeepPipe.Configuration.Documents;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Schemas;

/// <summary>
/// One family of definitions: of complete files, where required keys must be there, or of files upon a base, where they
/// need not.
/// </summary>
internal sealed class SchemaWriter
{
    private readonly bool isUponBase;
    private readonly SortedDictionary<string, JsonObject?> definitions;
    private readonly Dictionary<string, Type> names = [];

    private SchemaWriter(bool isUponBase, SortedDictionary<string, JsonObject?> definitions)
    {
        this.isUponBase = isUponBase;
        this.definitions = definitions;
    }

    public static JsonObject Write(RecordShape root)
    {
        var definitions = new SortedDictionary<string, JsonObject?>(StringComparer.Ordinal);
        var complete = new SchemaWriter(isUponBase: false, definitions).Reference(root);
        var uponBase = new SchemaWriter(isUponBase: true, definitions).Root(root);
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["oneOf"] = new JsonArray(complete, uponBase),
            ["definitions"] = new JsonObject(definitions.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
        };
    }

    private JsonObject Root(RecordShape root)
    {
        var own = Mapping(root, type: null);
        own["properties"]!.AsObject().Insert(0, Extends.Key, new JsonObject
        {
            ["description"] = "The file that this one is written upon, relative to this one.",
            ["type"] = "string",
            ["minLength"] = 1,
        });
        own["required"] = new JsonArray(Extends.Key);
        return own;
    }

    private JsonObject Of(Member member, object? standard)
    {
        var value = Of(member.Shape);
        if (member.IsOptional)
            value = AnyOf(value, new JsonObject { ["type"] = "null" });
        var description = Documentation.Of(member.Property);
        var preset = member.IsRequired ? null : Leaf.Default(member.Shape, standard);
        if (description is null && preset is null)
            return value;
        if (value.ContainsKey("$ref"))
            value = new JsonObject { ["allOf"] = new JsonArray(value) };
        if (preset is not null)
            value.Insert(0, "default", preset);
        if (description is not null)
            value.Insert(0, "description", description);
        return value;
    }

    private JsonObject Of(Shape shape) => shape switch
    {
        RecordShape record => Reference(record),
        ChoiceShape choice => Reference(choice),
        ListShape list => new JsonObject { ["type"] = "array", ["items"] = Of(list.Item) },
        DictionaryShape dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(dictionary.Item) },
        _ => Leaf.Of(shape),
    };

    private JsonObject Reference(RecordShape record) => Reference(NameOf(record.Type), () => Mapping(record, type: null));

    private JsonObject Reference(ChoiceShape choice) => Reference(NameOf(choice.Type), () => Choice(choice));

    private JsonObject Reference(string name, Func<JsonObject> definition)
    {
        var key = isUponBase ? name + ".upon_base" : name;
        if (definitions.TryAdd(key, null))
            definitions[key] = definition();
        return new JsonObject { ["$ref"] = $"#/definitions/{key}" };
    }

    // The short name, unless a type of another namespace has it already.
    private string NameOf(Type type) =>
        names.TryAdd(type.Name, type) || names[type.Name] == type ? type.Name : type.FullName!;

    // A file upon a base may leave the type to it; several variants may then hold.
    private JsonObject Choice(ChoiceShape choice)
    {
        var bare = choice.Variants.Where(variant => isUponBase || variant.Value.Members.All(member => !member.IsRequired));
        var options = choice.Variants.Select(variant =>
            (JsonNode)Reference($"{NameOf(choice.Type)}.{variant.Key}", () => Mapping(variant.Value, variant.Key)));
        JsonNode[] names = [.. bare.Select(variant => (JsonNode)variant.Key)];
        return new JsonObject
        {
            [isUponBase ? "anyOf" : "oneOf"] = names.Length == 0
                ? new JsonArray([.. options])
                : new JsonArray([new JsonObject { ["enum"] = new JsonArray(names) }, .. options]),
        };
    }

    private JsonObject Mapping(RecordShape record, string? type)
    {
        var mapping = new JsonObject { ["type"] = "object" };
        if (Documentation.Of(record.Type) is { } description)
            mapping["description"] = description;
        var properties = new JsonObject();
        if (type is not null)
            properties[ChoiceShape.TypeKey] = new JsonObject { ["enum"] = new JsonArray(type) };
        var defaults = record.Create();
        foreach (var member in record.Members)
            properties[member.Key] = Of(member, member.Property.GetValue(defaults));
        mapping["properties"] = properties;
        var required = record.Members.Where(member => member.IsRequired).Select(member => member.Key);
        JsonNode[] keys = [.. (type is null ? required : required.Prepend(ChoiceShape.TypeKey)).Select(key => (JsonNode)key)];
        if (keys.Length > 0 && !isUponBase)
            mapping["required"] = new JsonArray(keys);
        mapping["additionalProperties"] = false;
        return mapping;
    }

    private static JsonObject AnyOf(params JsonNode[] choices) => new() { ["anyOf"] = new JsonArray(choices) };
}

using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Schemas;

/// <summary>The XML documentation of types and properties as plain text; null where there is none.</summary>
internal static partial class Documentation
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = new();

    public static string? Of(Type type) => Text(type.Assembly, $"T:{NameOf(type)}", "summary");

    /// <summary>The summary and the value of a property.</summary>
    public static string? Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        return Text(type.Assembly, $"P:{NameOf(type)}.{property.Name}", "summary", "value");
    }

    private static string? Text(Assembly assembly, string name, params ReadOnlySpan<string> parts)
    {
        if (!Files.GetOrAdd(assembly, Load).TryGetValue(name, out var member))
            return null;
        var text = "";
        foreach (var part in parts)
            text += member.Element(part) is { } element ? " " + Plain(element) : "";
        text = Spaces().Replace(text, " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static IReadOnlyDictionary<string, XElement> Load(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        return path.Length == 0 || !File.Exists(path)
            ? new Dictionary<string, XElement>()
            : XDocument.Load(path).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);
    }

    private static string Plain(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => Reference(reference),
        XElement inner => Plain(inner),
        _ => "",
    }));

    // A property reads as its key, a type as its name.
    private static string Reference(XElement element)
    {
        if (element.Attribute("cref")?.Value is not { } target)
            return (string?)element.Attribute("langword") ?? (string?)element.Attribute("name") ?? "";
        var name = target.Split('(')[0].Split('.', ':')[^1];
        return target.StartsWith("P:", StringComparison.Ordinal) ? SnakeCase.Of(name) : name;
    }

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

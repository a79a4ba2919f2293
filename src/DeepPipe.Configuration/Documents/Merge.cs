using System.Globalization;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Documents;

/// <summary>
/// Lays one value upon another: mappings merge key by key, everything else is replaced. A closed choice merges only while
/// its type stays; a bare name counts as a mapping without options. Each value keeps its own place.
/// </summary>
internal static class Merge
{
    /// <summary>The upper value upon the lower one. The shape is null where the key is unknown.</summary>
    public static Node Onto(Shape? shape, Node lower, Node upper) => (shape, lower, upper) switch
    {
        (ChoiceShape choice, _, _) => Choices(choice, lower, upper),
        (RecordShape or DictionaryShape or null, Mapping below, Mapping above) => Mappings(shape, below, above),
        (ListShape or null, Sequence below, Mapping { IsStep: true } above) => Items(shape as ListShape, below, above),
        _ => upper,
    };

    private static Node Choices(ChoiceShape choice, Node lower, Node upper)
    {
        var (below, above) = (ChoiceShape.TypeOf(lower), ChoiceShape.TypeOf(upper));
        var type = above ?? below;
        if (type is null || below is null || type.Text != below.Text || choice.Find(type.Text) is not { } variant)
            return upper;
        return (lower, upper) switch
        {
            (Mapping mapping, Mapping other) => Mappings(variant, mapping, other),
            (Mapping mapping, Scalar) => mapping,
            (Scalar, Mapping mapping) when above is null => WithType(below, mapping),
            _ => upper,
        };
    }

    private static Mapping WithType(Scalar type, Mapping options) =>
        new(options.Place, [new Entry(ChoiceShape.TypeKey, type.Place, type), .. options.Entries]);

    private static Mapping Mappings(Shape? shape, Mapping lower, Mapping upper)
    {
        var entries = new OrderedDictionary<string, Entry>();
        foreach (var entry in lower.Entries)
            entries.Add(entry.Key, entry);
        foreach (var entry in upper.Entries)
            entries[entry.Key] = entries.TryGetValue(entry.Key, out var below)
                ? below with { Value = Onto(shape?.Child(entry.Key), below.Value, entry.Value) }
                : entry;
        var place = upper.IsStep ? lower.Place : upper.Place;
        return new Mapping(place, [.. entries.Values]) { IsStep = lower.IsStep && upper.IsStep };
    }

    private static Node Items(ListShape? list, Sequence lower, Mapping upper)
    {
        var items = lower.Items.ToArray();
        foreach (var entry in upper.Entries)
        {
            if (!int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= items.Length)
                return upper;
            items[index] = Onto(list?.Item, items[index], entry.Value);
        }
        return new Sequence(lower.Place, items);
    }
}

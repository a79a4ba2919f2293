using System.Reflection;
using System.Runtime.CompilerServices;
using DeepPipe.Configuration.Documents;

namespace DeepPipe.Configuration.Shapes;

/// <summary>A mapping whose keys are the properties of a record.</summary>
internal sealed class RecordShape : Shape
{
    // Lazy, so that a record may hold records of its own kind.
    private readonly Lazy<IReadOnlyList<Member>> members;

    public RecordShape(Type type)
    {
        Type = type;
        members = new(() => ReadMembers(type));
    }

    public Type Type { get; }

    /// <summary>The members in the order of their declaration, those of base records first.</summary>
    public IReadOnlyList<Member> Members => members.Value;

    public IReadOnlyList<string> Keys => [.. Members.Select(member => member.Key)];

    public override string Allowed =>
        Members.Count == 0 ? "a mapping without keys" : $"a mapping of {string.Join(", ", Keys)}";

    public override Shape? Child(string key) => Find(key)?.Shape;

    public Member? Find(string key) => Members.FirstOrDefault(member => member.Key == key);

    /// <summary>A record with its defaults; required members hold nothing yet.</summary>
    public object Create() => Activator.CreateInstance(Type)!;

    /// <summary>The problem of a key that is not one of <paramref name="known"/>; most likely it was meant for a free one.</summary>
    public static Problem UnknownKey(Entry entry, string path, IReadOnlyList<string> known, IEnumerable<string> free) =>
        new(KeyPath.Append(path, entry.Key), new Phrase("an unknown key"), known.Count == 0 ? "no key" : string.Join(", ", known))
        {
            Place = entry.KeyPlace,
            Hint = Nearest.Hint(entry.Key, free) ?? Nearest.Hint(entry.Key, known),
        };

    private static Member[] ReadMembers(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .OrderBy(property => Depth(property.DeclaringType)).ThenBy(property => property.MetadataToken)
            .Select(property => new Member(
                property,
                ShapeOf.Property(property),
                property.IsDefined(typeof(RequiredMemberAttribute)),
                nullability.Create(property).WriteState == NullabilityState.Nullable))];
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
}

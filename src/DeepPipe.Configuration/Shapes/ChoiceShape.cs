using System.Reflection;
using DeepPipe.Configuration.Documents;

namespace DeepPipe.Configuration.Shapes;

/// <summary>One of a closed set of records, picked by the key <c>type</c>, or by its bare name.</summary>
internal sealed class ChoiceShape(Type type) : Shape
{
    public const string TypeKey = "type";

    private readonly OrderedDictionary<string, RecordShape> variants = ReadVariants(type);

    public Type Type { get; } = type;

    public IReadOnlyList<string> Names => variants.Keys;

    public IReadOnlyDictionary<string, RecordShape> Variants => variants;

    public override string Allowed => string.Join(", ", Names);

    public RecordShape? Find(string name) => variants.GetValueOrDefault(name);

    public string NameOf(object value) =>
        variants.FirstOrDefault(variant => variant.Value.Type == value.GetType()).Key
        ?? throw new ArgumentException($"{value.GetType().Name} is not a variant of {Type.Name}.", nameof(value));

    /// <summary>Where the variant of a value is named; null where it is not.</summary>
    public static Scalar? TypeOf(Node node) => node switch
    {
        Scalar { IsNull: false } name => name,
        Mapping mapping => mapping.Find(TypeKey)?.Value as Scalar,
        _ => null,
    };

    private static OrderedDictionary<string, RecordShape> ReadVariants(Type type)
    {
        var variants = new OrderedDictionary<string, RecordShape>();
        foreach (var variant in type.GetCustomAttributes<VariantAttribute>(inherit: false))
            variants.Add(variant.Name, ShapeOf.Record(variant.Type));
        return variants;
    }
}

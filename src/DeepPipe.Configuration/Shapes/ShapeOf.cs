using System.Collections.Concurrent;
using System.Reflection;

namespace DeepPipe.Configuration.Shapes;

/// <summary>The shapes of types. A type that no config can hold is an <see cref="InvalidOperationException"/> that names it.</summary>
internal static class ShapeOf
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Records = new();
    private static readonly ConcurrentDictionary<Type, ChoiceShape> Choices = new();

    public static RecordShape Record(Type type) => Records.GetOrAdd(type, record =>
        record is { IsClass: true, IsAbstract: false } && record.GetConstructor(Type.EmptyTypes) is not null
            ? new RecordShape(record)
            : throw new InvalidOperationException($"{record} is not a record with a public parameterless constructor."));

    public static Shape Property(PropertyInfo property)
    {
        try
        {
            return Of(property.PropertyType, property);
        }
        catch (NotSupportedException error)
        {
            throw new InvalidOperationException($"{property.DeclaringType}.{property.Name}: {error.Message}", error);
        }
    }

    private static Shape Of(Type type, PropertyInfo property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return new TextShape(property.IsDefined(typeof(PathValueAttribute)));
        if (type == typeof(object))
            return new AnyShape();
        if (type == typeof(bool))
            return new BooleanShape();
        if (NumberShape.Takes(type))
            return new NumberShape(type, property.GetCustomAttribute<WithinAttribute>());
        if (type.IsEnum)
            return new WordShape(type);
        if (Item(type, typeof(IReadOnlyList<>)) is { } item)
            return new ListShape(item, Of(item, property));
        if (Value(type) is { } value)
            return new DictionaryShape(value, Of(value, property));
        if (type.IsDefined(typeof(VariantAttribute), inherit: false))
            return Choices.GetOrAdd(type, choice => new ChoiceShape(choice));
        if (type is { IsClass: true, IsAbstract: false } && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true)
            return Record(type);
        throw new NotSupportedException($"{type} is not a type that a config can hold.");
    }

    private static Type? Item(Type type, Type generic) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[^1] : null;

    private static Type? Value(Type type) =>
        Item(type, typeof(IReadOnlyDictionary<,>)) is { } value && type.GetGenericArguments()[0] == typeof(string) ? value : null;
}

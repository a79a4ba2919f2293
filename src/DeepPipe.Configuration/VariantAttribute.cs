namespace DeepPipe.Configuration;

/// <summary>
/// One variant of a closed choice. Stands, repeated, on the abstract base record. In YAML the key <c>type</c> picks the
/// variant; the bare name stands for a mapping without options.
/// </summary>
/// <param name="name">The word in YAML, snake_case.</param>
/// <param name="type">The sealed record of this variant; derives from the base and has a public parameterless constructor.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class VariantAttribute(string name, Type type) : Attribute
{
    /// <summary>The word in YAML.</summary>
    public string Name { get; } = name;

    /// <summary>The record of this variant.</summary>
    public Type Type { get; } = type;
}

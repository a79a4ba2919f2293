using System.Reflection;

namespace DeepPipe.Configuration.Shapes;

/// <summary>A property of a config record and its key.</summary>
/// <param name="Property">The property; public, with an init accessor.</param>
/// <param name="Shape">What it takes.</param>
/// <param name="IsRequired">Whether the key must be there.</param>
/// <param name="IsOptional">Whether nothing (null) is allowed.</param>
internal sealed record Member(PropertyInfo Property, Shape Shape, bool IsRequired, bool IsOptional)
{
    public string Key { get; } = SnakeCase.Of(Property.Name);
}

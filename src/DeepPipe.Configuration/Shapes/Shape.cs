using DeepPipe.Configuration.Documents;

namespace DeepPipe.Configuration.Shapes;

/// <summary>What YAML a property takes, read once from its type and attributes.</summary>
internal abstract class Shape
{
    /// <summary>What is allowed, in words, without a full stop.</summary>
    public abstract string Allowed { get; }

    /// <summary>The shape under a key of a mapping; null where the key is unknown.</summary>
    public virtual Shape? Child(string key) => null;
}

internal sealed class TextShape(bool isPath) : Shape
{
    public bool IsPath { get; } = isPath;

    public override string Allowed => IsPath ? "a path" : "text";
}

internal sealed class BooleanShape : Shape
{
    public override string Allowed => "true or false";
}

/// <summary>Whatever a value means: a bool, a long, a double or a text, or an array of them. What it may be is known elsewhere.</summary>
internal sealed class AnyShape : Shape
{
    public override string Allowed => "a number, true or false, text, or a list of them";
}

internal sealed class ListShape(Type itemType, Shape item) : Shape
{
    public Type ItemType { get; } = itemType;

    public Shape Item { get; } = item;

    public override string Allowed => Item is RecordShape ? "a list of mappings" : $"a list; each item {Item.Allowed}";
}

internal sealed class DictionaryShape(Type itemType, Shape item) : Shape
{
    public Type ItemType { get; } = itemType;

    public Shape Item { get; } = item;

    public override string Allowed => "a mapping with keys of your own";

    public override Shape Child(string key) => Item;
}

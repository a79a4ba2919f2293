namespace DeepPipe.Configuration;

/// <summary>The word of an enum member in YAML, where it is not the member's name in snake_case.</summary>
/// <param name="text">The word.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WordAttribute(string text) : Attribute
{
    /// <summary>The word.</summary>
    public string Text { get; } = text;
}

namespace DeepPipe.Configuration;

/// <summary>What was found, in words: it completes "KEY is ..." and is never quoted.</summary>
/// <param name="Text">For example <c>a list</c> or <c>an unknown key</c>.</param>
public sealed record Phrase(string Text)
{
    /// <summary>The words themselves.</summary>
    public override string ToString() => Text;
}

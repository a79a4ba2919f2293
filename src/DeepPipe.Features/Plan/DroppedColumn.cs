namespace DeepPipe.Features;

/// <summary>A column that cannot be a feature.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Reason">Why, as the end of a sentence, with the remedy where there is one.</param>
public sealed record DroppedColumn(string Name, string Reason)
{
    /// <summary>The sentence for the user.</summary>
    public override string ToString() => $"Column \"{Name}\" is dropped from the features: {Reason}.";
}

using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>How sets enter a network: members to a vector.</summary>
[Variant("bag", typeof(SetBagConfig))]
[Variant("many_hot", typeof(ManyHotConfig))]
public abstract record SetInputConfig
{
    internal abstract BlockEncoder Build(SetShape shape);
}

/// <summary>The mean of the members' vectors.</summary>
public sealed record SetBagConfig : SetInputConfig
{
    /// <summary>The vectors' width.</summary>
    /// <value>Default 16. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 16;

    internal override BlockEncoder Build(SetShape shape) => new CodeBag(shape.VocabularySize, Width);
}

/// <summary>One input a member, 1 where it is there; unseen members have one together.</summary>
public sealed record ManyHotConfig : SetInputConfig
{
    internal override BlockEncoder Build(SetShape shape) => new ManyHot(shape.VocabularySize);
}

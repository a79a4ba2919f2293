using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>
/// Low-rank adapters beside the linear layers of a network that starts from trained weights: these stay as they are, and what is learned
/// is added to them at export. Parts that <c>start_from.fresh</c> names are trained whole.
/// </summary>
/// <remarks>Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021).</remarks>
public sealed record LoraConfig
{
    /// <summary>The rank of what is added to a layer's weights.</summary>
    /// <value>Default 8. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Rank { get; init; } = 8;

    /// <summary>What is added is multiplied by alpha / rank.</summary>
    /// <value>Default 16. Greater than 0.</value>
    [Within(Above = 0)]
    public double Alpha { get; init; } = 16;

    /// <summary>Parts of the network whose linear layers are adapted, by the beginning of their names: <c>[layers]</c>.</summary>
    /// <value>Default empty: all linear layers that do not start fresh.</value>
    public IReadOnlyList<string> Match { get; init; } = [];

    /// <summary>The share of an adapter's inputs that a training step sets to 0.</summary>
    /// <value>Default 0. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }
}

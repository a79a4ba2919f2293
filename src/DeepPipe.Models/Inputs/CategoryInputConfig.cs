using DeepPipe.Configuration;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>How categories enter a network.</summary>
[Variant("embedding", typeof(EmbeddingConfig))]
[Variant("one_hot", typeof(OneHotConfig))]
public abstract record CategoryInputConfig
{
    /// <summary>How many inputs a category makes.</summary>
    /// <param name="size">How many codes it has.</param>
    public abstract int WidthOf(int size);

    /// <summary>A module with fresh weights, from int64 [rows, categories] to float32 [rows, sum of widths].</summary>
    internal abstract nn.Module<Tensor, Tensor> Build(IReadOnlyList<int> sizes);
}

/// <summary>Each code of each category has a learned vector.</summary>
public sealed record EmbeddingConfig : CategoryInputConfig
{
    /// <summary>The vectors' width, the same for every category.</summary>
    /// <value>Optional. At least 1. Without it, half of the category's codes, rounded up, at most 50.</value>
    [Within(AtLeast = 1)]
    public int? Width { get; init; }

    /// <inheritdoc/>
    public override int WidthOf(int size) => Width ?? Math.Min(50, (size + 1) / 2);

    internal override nn.Module<Tensor, Tensor> Build(IReadOnlyList<int> sizes) => new CategoryEmbeddings(this, sizes);
}

/// <summary>Each category is as many inputs as it has values, and one for a gap: 1 at its own, else 0. An unseen value is 0 everywhere.</summary>
public sealed record OneHotConfig : CategoryInputConfig
{
    /// <inheritdoc/>
    public override int WidthOf(int size) => size - 1;

    internal override nn.Module<Tensor, Tensor> Build(IReadOnlyList<int> sizes) => new OneHotCategories(sizes);
}

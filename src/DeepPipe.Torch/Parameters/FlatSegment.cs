using TorchSharp;

namespace DeepPipe.Torch;

/// <summary>A contiguous stretch of the flat buffer whose parameters have the same weight decay and share of the learning rate.</summary>
/// <param name="WeightDecay">The decay of every parameter in it.</param>
/// <param name="Offset">Its first element in the flat buffer.</param>
/// <param name="ElementCount">How many elements it spans, the padding between parameters included.</param>
/// <param name="Slices">Its parameters, in the order in which the module names them.</param>
public sealed record FlatSegment(double WeightDecay, long Offset, long ElementCount, IReadOnlyList<FlatSlice> Slices)
{
    /// <summary>What the learning rate of a step is multiplied by here.</summary>
    /// <value>Default 1.</value>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>The view of a flat tensor that this segment spans.</summary>
    /// <param name="flat">Shape [<see cref="FlatParameters.ElementCount"/>].</param>
    /// <returns>Shape [<see cref="ElementCount"/>].</returns>
    public torch.Tensor ViewOf(torch.Tensor flat) => flat.narrow(0, Offset, ElementCount);
}

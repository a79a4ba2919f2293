using TorchSharp;

namespace DeepPipe.Torch;

/// <summary>Where one parameter lies in the flat buffer.</summary>
/// <param name="Name">The module's own name of the parameter, for example <c>layers.0.weight</c>.</param>
/// <param name="Offset">Its first element in the flat buffer; a multiple of 64 elements (256 bytes).</param>
/// <param name="Shape">Its shape.</param>
public sealed record FlatSlice(string Name, long Offset, IReadOnlyList<long> Shape)
{
    /// <summary>How many elements the parameter has.</summary>
    public long ElementCount { get; } = Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The view of a flat tensor that belongs to this parameter, in the parameter's shape.</summary>
    /// <param name="flat">Shape [<see cref="FlatParameters.ElementCount"/>].</param>
    public torch.Tensor ViewOf(torch.Tensor flat)
    {
        using var slice = flat.narrow(0, Offset, ElementCount);
        return slice.view([.. Shape]);
    }
}

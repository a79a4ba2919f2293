using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Rows as tensors, before any transform.</summary>
/// <param name="Numbers">Float64, [rows, numbers and instants]; NaN where one is missing.</param>
/// <param name="Codes">Int64, [rows, categories].</param>
/// <param name="Blocks">One for each block feature, as <see cref="FeatureTensors.Blocks"/>.</param>
public sealed record RawColumns(Tensor Numbers, Tensor Codes, IReadOnlyList<Tensor> Blocks) : IDisposable
{
    /// <summary>Rows of numbers and codes alone.</summary>
    public RawColumns(Tensor numbers, Tensor codes) : this(numbers, codes, [])
    {
    }

    /// <summary>The same of each tensor.</summary>
    public RawColumns Each(Func<Tensor, Tensor> change) => new(change(Numbers), change(Codes), [.. Blocks.Select(change)]);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Numbers.Dispose();
        Codes.Dispose();
        foreach (var block in Blocks)
            block.Dispose();
    }
}

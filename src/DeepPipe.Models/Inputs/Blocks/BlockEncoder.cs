using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A column's blocks to vectors: [rows, ...] to float32 [rows, <see cref="OutputWidth"/>].</summary>
/// <param name="name">The module's name.</param>
/// <param name="outputWidth">The width of the vectors.</param>
public abstract class BlockEncoder(string name, int outputWidth) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>The width of the vectors. At least 1.</summary>
    public int OutputWidth { get; } = outputWidth;
}

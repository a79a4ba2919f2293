using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Rows as a network reads them.</summary>
/// <param name="Numbers">float32, [rows, number width]; the width may be 0.</param>
/// <param name="Codes">int64, [rows, categories]; the width may be 0.</param>
/// <param name="Blocks">
/// One for each text, set, vector and image, in the plan's order: int64 codes, uint8 pixels or float32 numbers, [rows, ...].
/// </param>
public sealed record FeatureTensors(Tensor Numbers, Tensor Codes, IReadOnlyList<Tensor> Blocks) : IDisposable
{
    /// <summary>Rows of numbers and codes alone.</summary>
    public FeatureTensors(Tensor numbers, Tensor codes) : this(numbers, codes, [])
    {
    }

    /// <summary>How many rows there are.</summary>
    public long RowCount => Numbers.shape[0];

    /// <summary>All tensors: numbers, codes, then blocks.</summary>
    public IEnumerable<Tensor> All => [Numbers, Codes, .. Blocks];

    /// <summary>The same of each tensor.</summary>
    public FeatureTensors Each(Func<Tensor, Tensor> change) => new(change(Numbers), change(Codes), [.. Blocks.Select(change)]);

    /// <summary>Views of <paramref name="count"/> rows from <paramref name="start"/> on.</summary>
    public FeatureTensors Rows(long start, long count) => Each(tensor => tensor.narrow(0, start, count));

    /// <summary>Takes the tensors out of the dispose scope that they were made in.</summary>
    public FeatureTensors Detached() => Each(tensor => tensor.DetachFromDisposeScope());

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in All)
            tensor.Dispose();
    }
}

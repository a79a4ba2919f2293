using TorchSharp;

namespace DeepPipe.Features;

/// <summary>Rows as tensors, before any transform.</summary>
/// <param name="Numbers">Float64, [rows, numbers]; NaN where a number is missing. Stored column by column.</param>
/// <param name="Codes">Int64, [rows, categories]. Stored column by column.</param>
public sealed record RawColumns(torch.Tensor Numbers, torch.Tensor Codes) : IDisposable
{
    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Numbers.Dispose();
        Codes.Dispose();
    }
}

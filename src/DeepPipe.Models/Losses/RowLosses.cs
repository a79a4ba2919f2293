using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The mean of rows' losses.</summary>
internal static class RowLosses
{
    /// <param name="losses">Float32 [rows], or [rows, columns].</param>
    /// <param name="weights">What each row counts, float32 [rows], or [rows, 1]; null where each counts 1.</param>
    public static Tensor Mean(Tensor losses, Tensor? weights) => (weights is null ? losses : losses * weights).mean();
}

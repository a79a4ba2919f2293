using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Where each category's rows begin in a table of all.</summary>
internal static class CodeOffsets
{
    /// <returns>Int64 [categories].</returns>
    public static Tensor Of(IReadOnlyList<int> sizes)
    {
        var offsets = new long[sizes.Count];
        for (var index = 1; index < sizes.Count; index++)
            offsets[index] = offsets[index - 1] + sizes[index - 1];
        return tensor(offsets, ScalarType.Int64);
    }
}

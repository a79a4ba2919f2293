using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>The numbers of the places of a dimension.</summary>
internal static class IndexRange
{
    /// <summary>0, 1, ... up to a size; int64 of shape [size].</summary>
    internal static string Upto(LoweringContext context, Size size)
    {
        if (size.IsFixed)
            return context.Builder.Integers(Enumerable.Range(0, (int)size.Offset).Select(place => (long)place).ToList());
        var end = context.Emit("Squeeze", [context.Integers([size]), context.Builder.Integers(0)]);
        return context.Emit("Range", [context.Scalar(0L, ScalarType.Int64), end, context.Scalar(1L, ScalarType.Int64)]);
    }
}

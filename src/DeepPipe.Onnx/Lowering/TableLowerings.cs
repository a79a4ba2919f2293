using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tables that follow from fixed numbers alone: torch makes them when the model is written.</summary>
internal static class TableLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::linspace"] = Of(numbers => linspace(numbers[0], numbers[1], (long)numbers[2], ScalarType.Float64), 3),
        ["aten::logspace"] = Of(numbers => logspace(numbers[0], numbers[1], (long)numbers[2], numbers[3], ScalarType.Float64), 4),
        ["aten::tril_indices"] = Of(numbers => tril_indices((long)numbers[0], (long)numbers[1], (long)numbers[2]), 3),
        ["aten::triu_indices"] = Of(numbers => triu_indices((long)numbers[0], (long)numbers[1], (long)numbers[2]), 3),
        ["aten::bartlett_window"] = Window((length, isPeriodic, _) => bartlett_window(length, isPeriodic, ScalarType.Float64)),
        ["aten::blackman_window"] = Window((length, isPeriodic, _) => blackman_window(length, isPeriodic, ScalarType.Float64)),
        ["aten::hann_window"] = Window((length, isPeriodic, _) => hann_window(length, isPeriodic, ScalarType.Float64)),
        ["aten::hamming_window"] = Window((length, isPeriodic, shape) =>
            hamming_window(length, isPeriodic, (float)shape[0], (float)shape[1], ScalarType.Float64)),
        ["aten::kaiser_window"] = Window((length, isPeriodic, shape) => kaiser_window(length, isPeriodic, (float)shape[0], ScalarType.Float64)),
        ["aten::fft_fftfreq"] = Of(numbers => fft.fftfreq((long)numbers[0], numbers[1], ScalarType.Float64), 2),
        ["aten::fft_rfftfreq"] = Of(numbers => fft.rfftfreq((long)numbers[0], numbers[1], ScalarType.Float64), 2),
    };

    private static Lowering Of(Func<IReadOnlyList<double>, Tensor> make, int count) => (context, node) =>
    {
        using var scope = NewDisposeScope();
        Give(context, node, make(node.Operands.Take(count).Select(context.Number).ToList()));
    };

    // Operands: length, whether it is periodic (it is, unless told), and what shapes it.
    private static Lowering Window(Func<long, bool, IReadOnlyList<double>, Tensor> make) => (context, node) =>
    {
        using var scope = NewDisposeScope();
        var shape = node.Operands.Skip(2).TakeWhile(operand => operand is Operand.Float).Select(context.Number).ToList();
        Give(context, node, make(context.Fixed(node.Operands[0]), context.IsTrue(node.Operands[1]), shape));
    };

    private static void Give(LoweringContext context, GraphNode node, Tensor table) =>
        context.Give(context.Builder.Constant(TensorWriter.Write("", table.to(ArithmeticLowerings.Result(node)))));
}

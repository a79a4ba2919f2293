using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Operators and numbers of one element type, in few words.</summary>
/// <param name="context">Takes the nodes.</param>
/// <param name="element">The type of the numbers.</param>
internal sealed class Arithmetic(LoweringContext context, ScalarType element)
{
    internal bool IsFloating => element is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    internal string Number(double number) => context.Scalar(number, element);

    internal string Emit(string operation, params string[] inputs) => context.Emit(operation, inputs);

    internal string Add(string x, string y) => Emit("Add", x, y);

    internal string Sub(string x, string y) => Emit("Sub", x, y);

    internal string Mul(string x, string y) => Emit("Mul", x, y);

    internal string Div(string x, string y) => Emit("Div", x, y);

    internal string Pow(string x, string y) => Emit("Pow", x, y);

    internal string Log(string x) => Emit("Log", x);

    internal string And(string x, string y) => Emit("And", x, y);

    internal string Not(string x) => Emit("Not", x);

    internal string Where(string condition, string x, string y) => Emit("Where", condition, x, y);

    /// <summary>A truth as 0 or 1.</summary>
    internal string Cast(string truth) => context.Cast(truth, element);

    /// <summary>Cut towards 0.</summary>
    internal string Truncate(string x) => Mul(Emit("Sign", x), Emit("Floor", Emit("Abs", x)));
}

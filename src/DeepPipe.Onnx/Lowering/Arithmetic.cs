using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Operators and numbers of one element type, in few words.</summary>
/// <param name="context">Takes the nodes.</param>
/// <param name="element">The type of the numbers.</param>
internal sealed class Arithmetic(LoweringContext context, ScalarType element)
{
    /// <summary>Gives a function of one operand, computed in float64, in the result's type.</summary>
    internal static void GiveInDouble(LoweringContext context, GraphNode node, Operand input, Func<Arithmetic, string, string> function)
    {
        var result = function(new Arithmetic(context, ScalarType.Float64), context.As(input, ScalarType.Float64));
        var type = ArithmeticLowerings.Result(node);
        context.Give(type == ScalarType.Float64 ? result : context.Cast(result, type));
    }

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

    /// <summary>A polynomial by Horner's rule.</summary>
    /// <param name="x">Where.</param>
    /// <param name="coefficients">That of the highest power first.</param>
    internal string Polynomial(string x, IEnumerable<double> coefficients) =>
        coefficients.Select(Number).Aggregate((value, coefficient) => Add(Mul(value, x), coefficient));

    /// <summary>Several numbers, shape [count].</summary>
    internal string Numbers(IEnumerable<double> numbers)
    {
        using var scope = NewDisposeScope();
        return context.Builder.Constant(TensorWriter.Write("", tensor(numbers.ToArray()).to(element)));
    }

    /// <summary>With a last dimension of size 1.</summary>
    internal string Unsqueezed(string x) => Emit("Unsqueeze", x, context.Builder.Integers(-1));

    /// <summary>Without the last dimension.</summary>
    internal string SumOfLast(string x) => context.Emit("ReduceSum", [x, context.Builder.Integers(-1)], ("keepdims", 0));

    /// <summary>Cut towards 0.</summary>
    internal string Truncate(string x) => Mul(Emit("Sign", x), Emit("Floor", Emit("Abs", x)));
}

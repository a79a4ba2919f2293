using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Products, deviations, counts, and what holds for all or any of many numbers.</summary>
internal static class StatisticLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::prod"] = Product,
        ["aten::var"] = (context, node) => context.Give(Variance(context, node).Spread),
        ["aten::std"] = (context, node) => context.Give(context.Emit("Sqrt", [Variance(context, node).Spread])),
        ["aten::var_mean"] = (context, node) => GiveBoth(context, Variance(context, node)),
        ["aten::std_mean"] = (context, node) =>
        {
            var (spread, mean) = Variance(context, node);
            GiveBoth(context, (context.Emit("Sqrt", [spread]), mean));
        },
        ["aten::all"] = Truth("ReduceMin"),
        ["aten::any"] = Truth("ReduceMax"),
        ["aten::logsumexp"] = (context, node) => context.Give(
            Reduced(context, "ReduceLogSumExp", ArithmeticLowerings.Own(context, node), node.Operands[1], context.IsTrue(node.Operands[2]))),
        ["aten::count_nonzero"] = CountNonzero,
        ["aten::nansum"] = SumOfKnown,
        ["aten::aminmax"] = BothEnds,
        ["aten::cov"] = (context, node) => context.Give(Covariance(context, node)),
        ["aten::corrcoef"] = Correlation,
    };

    private static void GiveBoth(LoweringContext context, (string Spread, string Mean) results)
    {
        context.Give(results.Spread, 0);
        context.Give(results.Mean, 1);
    }

    /// <summary>A reduction along one dimension, several, or all of them.</summary>
    private static string Reduced(LoweringContext context, string operation, string input, Operand? dimensions, bool keep)
    {
        var axes = dimensions is null or Operand.None ? [] : context.FixedList(dimensions);
        return axes.Count == 0
            ? context.Emit(operation, [input], ("keepdims", keep))
            : context.Emit(operation, [input, context.Builder.Integers(axes)], ("keepdims", keep));
    }

    // Operands: input, element type; or input, dimension, keep, element type.
    private static void Product(LoweringContext context, GraphNode node) => context.Give(Reduced(
        context,
        "ReduceProd",
        ArithmeticLowerings.Own(context, node),
        node.Operands.Count > 2 ? node.Operands[1] : null,
        node.Operands.Count > 2 && context.IsTrue(node.Operands[2])));

    // Operands: input, whether one less is counted; or input, dimensions, how many less, keep.
    private static (string Spread, string Mean) Variance(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var isOfAll = node.Operands.Count == 2;
        var dimensions = isOfAll ? null : node.Operands[1];
        var keep = !isOfAll && context.IsTrue(node.Operands[3]);
        var less = node.Operands[isOfAll ? 1 : 2];
        var input = ArithmeticLowerings.Own(context, node);

        var mean = Reduced(context, "ReduceMean", input, dimensions, keep: true);
        var distance = context.Emit("Sub", [input, mean]);
        var squares = Reduced(context, "ReduceSumSquare", distance, dimensions, keep);
        var shape = context.Emit("Shape", [input]);
        if (dimensions is not (null or Operand.None) && context.FixedList(dimensions) is { Count: > 0 } axes)
        {
            var rank = context.TypeOf(node.Operands[0]).Rank;
            shape = context.Emit("Gather", [shape, context.Builder.Integers(axes.Select(axis => axis < 0 ? axis + rank : axis).ToList())], ("axis", 0));
        }
        var count = context.Cast(context.Emit("ReduceProd", [shape], ("keepdims", 0)), element);
        var degrees = context.Emit("Sub", [count, context.Scalar(less is Operand.None ? 1 : context.Number(less), element)]);
        var divisor = context.Emit("Max", [degrees, context.Scalar(0, element)]);
        return (context.Emit("Div", [squares, divisor]), Reduced(context, "ReduceMean", input, dimensions, keep));
    }

    // ONNX orders numbers, not truths.
    private static Lowering Truth(string operation) => (context, node) =>
    {
        var numbers = context.Cast(context.As(node.Operands[0], ScalarType.Bool), ScalarType.Int32);
        var keep = node.Operands.Count > 2 && context.IsTrue(node.Operands[2]);
        var reduced = Reduced(context, operation, numbers, node.Operands.ElementAtOrDefault(1), keep);
        context.Give(context.Cast(reduced, ArithmeticLowerings.Result(node)));
    };

    private static void CountNonzero(LoweringContext context, GraphNode node)
    {
        var ones = context.Cast(context.As(node.Operands[0], ScalarType.Bool), ScalarType.Int64);
        context.Give(Reduced(context, "ReduceSum", ones, node.Operands.ElementAtOrDefault(1), keep: false));
    }

    // Operands: input, dimensions, keep, element type.
    private static void SumOfKnown(LoweringContext context, GraphNode node)
    {
        var input = ArithmeticLowerings.Own(context, node);
        var known = node.Results[0].Type!.IsFloating
            ? context.Emit("Where", [context.Emit("IsNaN", [input]), context.Scalar(0, ArithmeticLowerings.Result(node)), input])
            : input;
        context.Give(Reduced(context, "ReduceSum", known, node.Operands[1], context.IsTrue(node.Operands[2])));
    }

    // Operands: input, dimension, keep.
    private static void BothEnds(LoweringContext context, GraphNode node)
    {
        var (input, keep) = (context.Name(node.Operands[0]), context.IsTrue(node.Operands[2]));
        context.Give(Reduced(context, "ReduceMin", input, node.Operands[1], keep), 0);
        context.Give(Reduced(context, "ReduceMax", input, node.Operands[1], keep), 1);
    }

    // Operands: a row for each variable, and perhaps how many observations less are counted, and weights of the observations.
    private static string Covariance(LoweringContext context, GraphNode node)
    {
        if (node.Operands.Skip(2).Any(weights => weights is not Operand.None))
            throw context.Refuse("weights of observations are not known. Repeat the observations.");
        if (context.TypeOf(node.Operands[0]).Rank > 1 && !context.TypeOf(node.Operands[0]).Shape[0].IsFixed)
            throw context.Refuse("the count of variables must be fixed, for of one alone torch gives a number and not a matrix.");
        var element = ArithmeticLowerings.Result(node);
        var rows = context.As(node.Operands[0], element);
        if (context.TypeOf(node.Operands[0]).Rank < 2)
            rows = context.Emit("Reshape", [rows, context.Builder.Integers(1, -1)]);
        var distances = context.Emit("Sub", [rows, context.Emit("ReduceMean", [rows, context.Builder.Integers(1)])]);
        var sums = context.Emit("MatMul", [distances, context.Emit("Transpose", [distances], ("perm", (List<long>)[1, 0]))]);
        var count = context.Cast(context.Emit("Shape", [rows], ("start", 1), ("end", 2)), element);
        var less = node.Operands.Count > 1 ? context.Number(node.Operands[1]) : 1;
        var degrees = context.Emit("Max", [context.Emit("Sub", [count, context.Scalar(less, element)]), context.Scalar(0, element)]);
        var covariance = context.Emit("Div", [sums, degrees]);
        return node.Results[0].Type!.Rank == 0 ? context.Emit("Reshape", [covariance, context.Builder.Integers()]) : covariance;
    }

    private static void Correlation(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var covariance = Covariance(context, node);
        if (node.Results[0].Type!.Rank == 0)
        {
            context.Give(context.Emit("Div", [covariance, covariance]));
            return;
        }
        var one = context.Builder.Integers(1);
        var identity = context.Emit("EyeLike", [covariance]);
        var spread = context.Emit("Sqrt", [context.Emit("ReduceSum", [context.Emit("Mul", [covariance, identity]), one])]);
        var ofRows = context.Emit("Div", [covariance, spread]);
        var both = context.Emit("Div", [ofRows, context.Emit("Transpose", [spread], ("perm", (List<long>)[1, 0]))]);
        context.Give(context.Emit("Clip", [both, context.Scalar(-1, element), context.Scalar(1, element)]));
    }
}

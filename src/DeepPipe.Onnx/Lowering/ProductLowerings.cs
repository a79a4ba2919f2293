using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Products of vectors, of batches of matrices, and along dimensions that are named.</summary>
internal static class ProductLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::mv"] = Product,
        ["aten::dot"] = Product,
        ["aten::vdot"] = Product,
        ["aten::outer"] = Equation("i,j->ij"),
        ["aten::inner"] = Inner,
        ["aten::baddbmm"] = Added((context, one, other) => context.Emit("MatMul", [one, other])),
        ["aten::addmv"] = Added((context, one, other) => context.Emit("MatMul", [one, other])),
        ["aten::addbmm"] = Added((context, one, other) => context.Emit("Einsum", [one, other], ("equation", "bij,bjk->ik"))),
        ["aten::addr"] = Added((context, one, other) => context.Emit("Einsum", [one, other], ("equation", "i,j->ij"))),
        ["aten::linalg_multi_dot"] = Chain,
        ["aten::einsum"] = Einsum,
        ["aten::tensordot"] = TensorDot,
        ["aten::linalg_cross"] = Cross,
        ["aten::addcmul"] = Combined("Mul"),
        ["aten::addcdiv"] = Combined("Div"),
        ["aten::lerp"] = Interpolate,
        ["aten::linalg_vecdot"] = Along,
        ["aten::kron"] = Kronecker,
        ["aten::linalg_matrix_power"] = MatrixPower,
        ["aten::vander"] = (context, node) => Powers(context, node, context.IsTrue(node.Operands[2])),
        ["aten::linalg_vander"] = (context, node) => Powers(context, node, isIncreasing: true),
        ["aten::linalg_det"] = Determinant,
    };

    private static string Operand(LoweringContext context, GraphNode node, int operand) =>
        context.As(node.Operands[operand], ArithmeticLowerings.Result(node));

    private static void Product(LoweringContext context, GraphNode node) =>
        context.Give(context.Emit("MatMul", [Operand(context, node, 0), Operand(context, node, 1)]));

    private static Lowering Equation(string equation) => (context, node) =>
        context.Give(context.Emit("Einsum", [Operand(context, node, 0), Operand(context, node, 1)], ("equation", equation)));

    // Along the last dimension of both; a number is a factor.
    private static void Inner(LoweringContext context, GraphNode node)
    {
        var (one, other) = (context.TypeOf(node.Operands[0]).Rank, context.TypeOf(node.Operands[1]).Rank);
        if (one == 0 || other == 0)
        {
            context.Give(context.Emit("Mul", [Operand(context, node, 0), Operand(context, node, 1)]));
            return;
        }
        var (left, right) = (Letters(0, one - 1), Letters(one - 1, other - 1));
        Equation($"{left}z,{right}z->{left}{right}")(context, node);
    }

    private static string Letters(int from, int count) => string.Concat(Enumerable.Range(from, count).Select(place => (char)('a' + place)));

    // Operands: input, one, other, beta, alpha: beta * input + alpha * one @ other. Where beta is 0 the input is not looked at.
    private static Lowering Added(Func<LoweringContext, string, string, string> product) => (context, node) =>
    {
        var result = product(context, Operand(context, node, 1), Operand(context, node, 2));
        if (context.Number(node.Operands[4]) is not 1)
            result = context.Emit("Mul", [result, Operand(context, node, 4)]);
        var beta = context.Number(node.Operands[3]);
        if (beta is not 0)
        {
            var input = Operand(context, node, 0);
            result = context.Emit("Add", [beta == 1 ? input : context.Emit("Mul", [input, Operand(context, node, 3)]), result]);
        }
        context.Give(result);
    };

    private static void Chain(LoweringContext context, GraphNode node) =>
        context.Give(((Operand.List)node.Operands[0]).Items.Select(context.Name).Aggregate((left, right) => context.Emit("MatMul", [left, right])));

    // Operands: equation, tensors, path. ONNX takes small letters as well as capitals, and no index twice in one tensor.
    private static void Einsum(LoweringContext context, GraphNode node)
    {
        var equation = ((Operand.Text)node.Operands[0]).Characters.Replace(" ", "", StringComparison.Ordinal);
        if (equation.Split("->")[0].Split(',').Any(indices => indices.Where(char.IsLetter).GroupBy(letter => letter).Any(group => group.Count() > 1)))
            throw context.Refuse("an index stands twice in one tensor. Take its diagonal before.");
        var parts = ((Operand.List)node.Operands[1]).Items.Select(part => context.As(part, ArithmeticLowerings.Result(node))).ToList();
        context.Give(context.Emit("Einsum", parts, ("equation", equation)));
    }

    // Operands: one, other, dimensions of one, dimensions of the other, which are summed over in pairs.
    private static void TensorDot(LoweringContext context, GraphNode node)
    {
        var (one, other) = (context.TypeOf(node.Operands[0]).Rank, context.TypeOf(node.Operands[1]).Rank);
        var left = context.FixedList(node.Operands[2]).Select(axis => (int)(axis < 0 ? axis + one : axis)).ToList();
        var right = context.FixedList(node.Operands[3]).Select(axis => (int)(axis < 0 ? axis + other : axis)).ToList();
        var (first, second) = (Letters(0, one).ToCharArray(), Letters(one, other).ToCharArray());
        foreach (var (mine, yours) in left.Zip(right))
            second[yours] = first[mine];
        var kept = first.Where((_, axis) => !left.Contains(axis)).Concat(second.Where((_, axis) => !right.Contains(axis)));
        Equation($"{new string(first)},{new string(second)}->{string.Concat(kept)}")(context, node);
    }

    // Operands: one, other, dimension of size 3. The components of both, turned once and twice.
    private static void Cross(LoweringContext context, GraphNode node)
    {
        var axis = context.Axis(node.Operands[2], context.TypeOf(node.Operands[0]).Rank);
        var (once, twice) = (context.Builder.Integers(1, 2, 0), context.Builder.Integers(2, 0, 1));
        string Turned(int operand, string order) => context.Emit("Gather", [Operand(context, node, operand), order], ("axis", axis));
        context.Give(context.Emit("Sub", [
            context.Emit("Mul", [Turned(0, once), Turned(1, twice)]), context.Emit("Mul", [Turned(0, twice), Turned(1, once)])]));
    }

    // Operands: input, one, other, factor: input + factor * (one ∘ other).
    private static Lowering Combined(string operation) => (context, node) =>
    {
        var result = context.Emit(operation, [Operand(context, node, 1), Operand(context, node, 2)]);
        if (context.Number(node.Operands[3]) is not 1)
            result = context.Emit("Mul", [result, Operand(context, node, 3)]);
        context.Give(context.Emit("Add", [Operand(context, node, 0), result]));
    };

    // Operands: start, end, weight: start + weight * (end - start), and from weight 0.5 on, as torch does, end - (1 - weight) * (end - start).
    private static void Interpolate(LoweringContext context, GraphNode node)
    {
        var element = ArithmeticLowerings.Result(node);
        var (start, end, weight) = (Operand(context, node, 0), Operand(context, node, 1), Operand(context, node, 2));
        var way = context.Emit("Sub", [end, start]);
        var fromStart = context.Emit("Add", [start, context.Emit("Mul", [weight, way])]);
        var rest = context.Emit("Sub", [context.Scalar(1, element), weight]);
        var fromEnd = context.Emit("Sub", [end, context.Emit("Mul", [rest, way])]);
        var isNearStart = context.Emit("Less", [context.Emit("Abs", [weight]), context.Scalar(0.5, element)]);
        context.Give(context.Emit("Where", [isNearStart, fromStart, fromEnd]));
    }

    // Operands: one, other, dimension.
    private static void Along(LoweringContext context, GraphNode node)
    {
        var rank = node.Results[0].Type!.Rank + 1;
        var axis = context.Axis(node.Operands[2], rank) - rank;   // from the end, where the shapes are aligned
        var product = context.Emit("Mul", [Operand(context, node, 0), Operand(context, node, 1)]);
        context.Give(context.Emit("ReduceSum", [product, context.Builder.Integers(axis)], ("keepdims", 0)));
    }

    // Each number of one times all of the other: the dimensions of both lie in turn, then in one.
    private static void Kronecker(LoweringContext context, GraphNode node)
    {
        var rank = node.Results[0].Type!.Rank;
        string Spread(int operand)
        {
            var missing = Enumerable.Repeat(0L, rank - context.TypeOf(node.Operands[operand]).Rank).Select((_, place) => 2L * place + operand);
            var between = Enumerable.Range(0, rank).Select(axis => 2L * axis + 1 - operand);
            var added = between.Concat(missing).Order().ToList();
            return added.Count == 0 ? Operand(context, node, operand) : context.Emit("Unsqueeze", [Operand(context, node, operand), context.Builder.Integers(added)]);
        }
        var product = context.Emit("Mul", [Spread(0), Spread(1)]);
        context.Give(context.Emit("Reshape", [product, context.Integers(node.Results[0].Type!.Shape)]));
    }

    // Operands: square matrices, how often; by squaring.
    private static void MatrixPower(LoweringContext context, GraphNode node)
    {
        var power = context.Fixed(node.Operands[1]);
        if (power < 0)
            throw context.Refuse("a negative power needs the inverse, which ONNX has no operator for.");
        var type = node.Results[0].Type!;
        if (power == 0)
        {
            var zeros = context.Emit("Expand", [context.Scalar(0L, ScalarType.Float32), context.Integers(type.Shape.Skip(type.Rank - 2).ToList())]);
            var identity = context.Cast(context.Emit("EyeLike", [zeros]), type.Element);
            context.Give(context.Emit("Expand", [identity, context.Integers(type.Shape)]));
            return;
        }
        var square = context.Name(node.Operands[0]);
        string? result = null;
        for (var rest = power; ; square = context.Emit("MatMul", [square, square]))
        {
            if (rest % 2 == 1)
                result = result is null ? square : context.Emit("MatMul", [result, square]);
            rest /= 2;
            if (rest == 0)
                break;
        }
        context.Give(result!);
    }

    // Operands: input, count of powers, which become the last dimension.
    private static void Powers(LoweringContext context, GraphNode node, bool isIncreasing)
    {
        var type = node.Results[0].Type!;
        var powers = context.Cast(IndexRange.Upto(context, type.Shape[^1]), type.Element);
        if (!isIncreasing)
            powers = context.Emit("Sub", [context.As(new Operand.Int(type.Shape[^1] + (-1)), type.Element), powers]);
        context.Give(context.Emit("Pow", [context.Emit("Unsqueeze", [context.As(node.Operands[0], type.Element), context.Builder.Integers(-1)]), powers]));
    }

    private static void Determinant(LoweringContext context, GraphNode node)
    {
        if (ArithmeticLowerings.Result(node) == ScalarType.Float64)
            throw context.Refuse("ONNX Runtime has no Det in float64. Cast to float32 before.");
        context.Give(context.Emit("Det", [context.Name(node.Operands[0])]));
    }
}

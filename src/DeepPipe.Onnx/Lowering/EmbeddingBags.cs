using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Bags of embeddings: as rows of equal length, or between offsets.</summary>
internal sealed class EmbeddingBags
{
    private readonly LoweringContext context;
    private readonly GraphNode node;
    private readonly ScalarType element;
    private readonly string mode;
    private readonly GraphNode? flattened;
    private readonly long? rowWidth;

    // Operands: table, indices, offsets, scale by frequency, mode, sparse, weights, whether the last offset is an end, padding index.
    internal EmbeddingBags(LoweringContext context, GraphNode node)
    {
        this.context = context;
        this.node = node;
        element = ArithmeticLowerings.Result(node);
        mode = context.Fixed(node.Operands[4]) switch
        {
            0 => "Sum",
            1 => "Mean",
            _ => "Max",
        };
        flattened = context.ProducerOf(node.Operands[1]) is { Kind: "aten::reshape" } reshape ? reshape : null;
        rowWidth = FindRowWidth();
    }

    // Whether there is an index that counts for nothing.
    private bool HasPadding => node.Operands[8] is not Operand.None;

    // What changes no bag.
    private string Nothing => context.Scalar(mode == "Max" ? double.NegativeInfinity : 0, element);

    private bool HasWeights => node.Operands[6] is not Operand.None;

    internal string Lower() => rowWidth is { } width ? ByRows(width) : ByOffsets();

    // Bags that are the rows of a matrix of indices.
    private string ByRows(long width)
    {
        var indices = context.As(flattened!.Operands[0], ScalarType.Int64);
        var members = context.Emit("Gather", [context.Name(node.Operands[0]), indices], ("axis", 0));
        if (HasWeights)
        {
            var shape = context.Builder.Integers(-1, width, 1);
            members = context.Emit("Mul", [members, context.Emit("Reshape", [context.Name(node.Operands[6]), shape])]);
        }
        return HasPadding ? WithoutPadding(indices, members) : Reduced(mode, members);
    }

    private string WithoutPadding(string indices, string members)
    {
        var isPadding = Column(IsPadding(indices));
        members = context.Emit("Where", [isPadding, Nothing, members]);
        if (mode != "Mean")
            return mode == "Max" ? ZeroWhereEmpty(Reduced("Max", members)) : Reduced("Sum", members);
        var counts = Reduced("Sum", context.Cast(context.Emit("Not", [isPadding]), element));
        return context.Emit("Div", [Reduced("Sum", members), AtLeastOne(counts)]);
    }

    private string Reduced(string reduction, string members) =>
        context.Emit($"Reduce{reduction}", [members, context.Builder.Integers(1)], ("keepdims", 0));

    // Bags between offsets: each member is scattered onto its bag. Members of the padding index go onto one bag more, which is cut off; so
    // do those behind an end that is given.
    private string ByOffsets()
    {
        var indices = context.As(node.Operands[1], ScalarType.Int64);
        var count = context.Emit("Shape", [context.Name(node.Operands[2])]);   // [1]
        var bags = BagOfEach(indices, count);
        var members = context.Emit("Gather", [context.Name(node.Operands[0]), indices], ("axis", 0));
        if (HasWeights)
            members = context.Emit("Mul", [members, Column(context.Name(node.Operands[6]))]);

        var width = context.Integers([context.TypeOf(node.Operands[0]).Shape[1]]);
        var shape = context.Emit("Concat", [context.Emit("Add", [count, context.Builder.Integers(1)]), width], ("axis", 0));
        var scattered = context.Emit(
            "ScatterND",
            [context.Emit("Expand", [Nothing, shape]), Column(bags), members],
            ("reduction", mode == "Max" ? "max" : "add"));
        var result = CutOff(scattered, count);
        return mode switch
        {
            "Max" => ZeroWhereEmpty(result),
            "Mean" => context.Emit("Div", [result, Counts(bags, count)]),
            _ => result,
        };
    }

    // Each offset adds 1 where its bag begins, so that a running sum numbers the bags; an empty one begins where the next does.
    private string BagOfEach(string indices, string count)
    {
        var indexCount = context.Emit("Shape", [indices]);
        var marks = context.Emit(
            "ScatterElements",
            [
                context.Emit("Expand", [context.Builder.Integers(0), context.Emit("Add", [indexCount, context.Builder.Integers(1)])]),
                context.As(node.Operands[2], ScalarType.Int64),
                context.Emit("Expand", [context.Builder.Integers(1), count]),
            ],
            ("axis", 0),
            ("reduction", "add"));
        var running = context.Emit("CumSum", [marks, context.Scalar(0, ScalarType.Int64)]);
        var bags = context.Emit(
            "Sub",
            [
                context.Emit("Slice", [running, context.Builder.Integers(0), indexCount]),
                context.Builder.Integers(1),
            ]);
        if (!HasPadding)
            return bags;
        return context.Emit("Where", [IsPadding(indices), count, bags]);
    }

    private string IsPadding(string indices) => context.Emit("Equal", [indices, context.As(node.Operands[8], ScalarType.Int64)]);

    private string ZeroWhereEmpty(string largest) =>
        context.Emit("Where", [context.Emit("Equal", [largest, Nothing]), context.Scalar(0, element), largest]);

    // An empty bag is 0, and not 0 / 0.
    private string AtLeastOne(string counts) => context.Emit("Max", [counts, context.Scalar(1, element)]);

    private string Counts(string bags, string count)
    {
        var members = context.Emit("Expand", [context.Scalar(1, element), context.Emit("Shape", [bags])]);
        var none = context.Emit("Expand", [context.Scalar(0, element), context.Emit("Add", [count, context.Builder.Integers(1)])]);
        var counts = context.Emit("ScatterElements", [none, bags, members], ("axis", 0), ("reduction", "add"));
        return Column(AtLeastOne(CutOff(counts, count)));
    }

    private string CutOff(string bags, string count)
    {
        var end = context.IsTrue(node.Operands[7]) ? context.Emit("Sub", [count, context.Builder.Integers(1)]) : count;
        return context.Emit("Slice", [bags, context.Builder.Integers(0), end]);
    }

    private string Column(string numbers) => context.Emit("Unsqueeze", [numbers, context.Builder.Integers(-1)]);

    // How many indices each bag has, where torch made the offsets of a matrix of indices.
    private long? FindRowWidth()
    {
        if (flattened is null || context.TypeOf(flattened.Operands[0]) is not { Rank: 2 } matrix || !matrix.Shape[1].IsFixed)
            return null;
        var width = Spatial.Fixed(context, [matrix.Shape[1]])[0];
        var isOfRows = context.ProducerOf(node.Operands[2]) is { Kind: "aten::arange" } offsets
            && offsets.Operands is [Operand.Int { Number.IsFixed: true }, _, Operand.Int { Number.IsFixed: true } step, ..]
            && context.Fixed(step) == width;
        return isOfRows ? width : null;
    }
}

using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

public sealed class ModuleRefusalTests
{
    public static TheoryData<string> Names() => new(Passes.Keys);

    [Theory, MemberData(nameof(Names))]
    public void What_onnx_cannot_carry_is_refused(string reason)
    {
        using var scope = NewDisposeScope();
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture([], [randn(3, 4, 6, 8)], inputs => [Passes[reason](inputs[0])]));
        Assert.EndsWith($"cannot be exported: {reason}", failure.Message, StringComparison.Ordinal);
    }

    // What TorchSharp never asks for; the graph is made by hand.
    [Theory]
    [InlineData("aten::rrelu", "the forward draws slopes at random in evaluation too. Pass the module's own training flag to the function.")]
    [InlineData("aten::scaled_dot_product_attention", "keys that several heads share are not known. Repeat them.")]
    [InlineData("aten::avg_pool1d", "ceil mode with a stride this long is known for spatial dimensions of fixed size only.")]
    [InlineData("aten::avg_pool2d", "ceil mode with a divisor is known for spatial dimensions of fixed size only.")]
    [InlineData("aten::embedding_renorm", "a table with a largest norm must be a parameter, a buffer or a constant.")]
    [InlineData("aten::gru", "the weights must be parameters, buffers or constants, not the results of other operations.")]
    public void What_no_module_asks_for_is_refused(string kind, string reason)
    {
        var series = new TensorType(ScalarType.Float32, [new Size(2), new Size(3), Size.Of(new Dimension.OfInput("time", 0, 2))]);
        var image = new TensorType(ScalarType.Float32, [new Size(2), new Size(3), Size.Of(new Dimension.OfInput("time", 0, 2)), Size.Of(new Dimension.OfInput("time", 0, 2))]);
        var input = new GraphValue("v0", kind == "aten::avg_pool2d" ? image : series, new GraphLeaf.Input(0));
        var result = new GraphValue("1", input.Type);
        var node = new GraphNode(kind, [new Operand.Value(input), .. Operands(kind, new Operand.Value(input))], [result], "");
        var context = new LoweringContext(new OnnxGraphBuilder(), new CapturedGraph([node], [result], [input]), ["input"], new OnnxOptions());
        var failure = Assert.Throws<OnnxExportException>(() => context.Run());
        Assert.EndsWith($"cannot be exported: {reason}", failure.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Operand> Operands(string kind, Operand input)
    {
        var (yes, no, none) = (new Operand.Bool(true), new Operand.Bool(false), Operand.None.Instance);
        return kind switch
        {
            "aten::rrelu" => [new Operand.Float(0.1), new Operand.Float(0.3), yes, none],
            "aten::scaled_dot_product_attention" => [input, input, none, new Operand.Float(0), no, none, yes],
            "aten::embedding_renorm" => [input, new Operand.Float(1), new Operand.Float(2)],
            "aten::avg_pool1d" => [Whole(2), Whole(3), Whole(1), yes, yes],
            "aten::avg_pool2d" => [Whole(2), Whole(2), Whole(0), yes, yes, new Operand.Int(new Size(3))],
            _ => [input, new Operand.List([input, input]), no, new Operand.Int(new Size(1)), new Operand.Float(0), no, no, no],
        };
    }

    // The exporter is not told of it, so that it stays as it is: training.
    private static readonly TorchSharp.Modules.LSTM Unseen = Frozen(LSTM(8, 2, 2, dropout: 0.5));

    private static readonly TorchSharp.Modules.Embedding Table = Frozen(Embedding(3, 4, max_norm: 0.5));

    private static T Frozen<T>(T layer)
        where T : Module
    {
        foreach (var parameter in layer.parameters())
            parameter.requires_grad = false;
        return layer;
    }

    private static Operand.List Whole(long number) => new([new Operand.Int(new Size(number))]);

    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor>> Passes = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["an output padding that is neither less than the stride nor covered by the padding is not known."] =
            x => F.conv_transpose2d(x, ones([4, 2, 3, 3]), output_padding: [1, 1], dilation: [2, 2]),
        ["antialiasing is known without aligned corners, and to a size rather than by a scale."] =
            x => F.interpolate(x, size: [3, 4], mode: InterpolationMode.Bilinear, align_corners: true, antialias: true),
        ["an input of 4 dimensions is known: [rows, channels, height, width]. Flatten or add the first ones."] =
            x => F.pixel_shuffle(x.unsqueeze(1), 2),
        ["the dimension that is compared must have the same size on both sides. Expand the smaller one before."] =
            x => F.cosine_similarity(x, x.slice(1, 0, 1, 1)),
        ["the forward drops attention at random in evaluation too. Pass a probability of 0 unless the module trains."] =
            x => F.scaled_dot_product_attention(x, x, x, p: 0.5),
        ["how many steps packed sequences have in all depends on the data. Pass them padded, and mask what lies behind their ends."] =
            x => nn.utils.rnn.pack_padded_sequence(x.select(1, 0), full(x.shape[0], 6, ScalarType.Int64), batch_first: true).data,
        ["batch norm without running statistics depends on the batch. Track them, and export in evaluation mode."] =
            x => F.batch_norm(x, zeros(4), ones(4), training: true),
        ["a table with a largest norm is known where rows are looked up in it, and nowhere else."] =
            x => Table.call(x.select(1, 0).gt(0).to(ScalarType.Int64)).sum() * Table.weight!,
        ["the forward drops at random in evaluation too. Put the module into evaluation mode."] =
            x => Unseen.call(x.select(1, 0)).Item1,
    };
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests.Capture;

public sealed class SmallSizesTests
{
    private static readonly OnnxOptions RowsAndTime = new() { DynamicDimensions = [new Dictionary<int, string> { [0] = "rows", [1] = "time" }] };

    private const string Meant = " The model does there what it does with other sizes: if that is not meant, write the forward so that it does the same at all sizes.";

    [Fact]
    public void Another_number_at_one_row_is_told() => Assert.Equal(
        "With rows 1, the forward calls aten::mul in the root module with float 2 where the graph has float 3." + Meant,
        Note(x => x.shape[0] == 1 ? x * 2f : x * 3f));

    [Fact]
    public void Another_operation_at_one_row_is_told() => Assert.Equal(
        "With rows 1, the forward runs aten::relu in the root module where it runs aten::tanh else." + Meant,
        Note(x => x.shape[0] == 1 ? x.relu() : x.tanh()));

    [Fact]
    public void A_dimension_that_squeeze_takes_away_at_one_row_is_told() => Assert.Equal(
        "With rows 1, aten::squeeze in the root module gives 1 dimensions where it gives 2 else." + Meant, Note(x => x.squeeze()));

    [Fact]
    public void A_bound_below_the_example_is_told() => Assert.StartsWith(
        "With rows 2, time 1, the forward calls aten::mul in the root module with ",
        Note(x => x * Math.Max(x.shape[1], 3), RowsAndTime, x: ones(2, 4)), StringComparison.Ordinal);

    [Fact]
    public void What_does_the_same_at_all_sizes_is_not_told()
    {
        Assert.Null(Note(x => nn.functional.layer_norm(x, [4]).relu().matmul(x.t())));
        Assert.Null(Note(x => x[TensorIndex.Colon, TensorIndex.Slice(null, 2)] + x.mean([1], keepdim: true), RowsAndTime));
        Assert.Null(Note(x => x.t().contiguous().t() * x.shape[1], RowsAndTime));
        Assert.Null(Note(x => x.softmax(1).cumsum(1).flip(1).sum(0), RowsAndTime));
    }

    [Fact]
    public void A_forward_that_does_not_run_at_one_row_is_not_told_of() =>
        Assert.Null(Note(x => x.shape[0] == 1 ? throw new ArgumentException("at least two") : x * 2f));

    [Fact]
    public void An_explanation_tells_it_too()
    {
        using var scope = NewDisposeScope();
        Assert.EndsWith(Meant + Environment.NewLine, OnnxExporter.Explain((Tensor x) => x.squeeze(), [], ones(2, 4)).ToString(), StringComparison.Ordinal);
    }

    private static string? Note(Func<Tensor, Tensor> forward, OnnxOptions? options = null, Tensor? x = null)
    {
        using var scope = NewDisposeScope();
        var model = OnnxExporter.Capture([], [x ?? randn(2, 4)], inputs => [forward(inputs[0])], options);
        return model.Notes.SingleOrDefault(note => note.StartsWith("With ", StringComparison.Ordinal));
    }
}

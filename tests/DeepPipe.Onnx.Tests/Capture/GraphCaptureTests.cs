using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

public sealed class GraphCaptureTests
{
    [Fact]
    public void An_unknown_operation_names_itself_its_module_and_the_nearest_known_ones()
    {
        using var network = Sequential(("first", Linear(4, 4)), ("odd", new Odd()));
        var failure = Assert.Throws<OnnxExportException>(() => Capture(network));
        Assert.Equal(
            "aten::special_bessel_j0(Float32[rows, 4]) in module \"odd\" has no lowering to ONNX. The nearest operations that have one: "
            + "aten::special_entr, aten::special_erf, aten::special_erfc. Write the module with these, or add a lowering: options.Lower(\"aten::special_bessel_j0\", ...).",
            failure.Message);
    }

    [Fact]
    public void A_branch_on_data_is_an_error()
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [],
            [tensor(new float[] { 1, -1 }).unsqueeze(1)],
            inputs => [inputs[0][0].item<float>() > 0 ? inputs[0].relu() : inputs[0].neg()]));
        Assert.Contains("other values: the forward branches on data, which a graph cannot", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_read_from_data_is_an_error()
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [], [tensor(new float[] { 1, 2, 4 }).unsqueeze(1)], inputs => [inputs[0] * inputs[0][0].item<float>()]));
        Assert.Contains("read from data", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Readings() => new(ReadingsByName.Keys);

    [Theory, MemberData(nameof(Readings))]
    public void A_number_read_from_floating_point_data_is_found_with_one_row_or_several(string name)
    {
        foreach (var rows in (float[][])[[0.5f, 2], [-0.25f, 0], [1, 1], [0.5f, 2, 3, -1, 7, 8, 9, 4]])
        {
            using var example = tensor(rows).reshape(-1, 2);
            var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
                [], [example], inputs => [inputs[0] * ReadingsByName[name](inputs[0])]));
            Assert.Contains("read from data", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Readings))]
    public void A_number_read_from_whole_numbers_is_found_where_the_rows_differ(string name)
    {
        using var example = tensor(new long[] { 0, 1, 1, 3, 2, 2 }).reshape(-1, 2);
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [], [example], inputs => [inputs[0] * (long)(60 * ReadingsByName[name](inputs[0].to(ScalarType.Float64)))]));
        Assert.Contains("read from data", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_as_long_as_the_rows_is_an_error_that_names_what_made_it()
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture([], [ones(2, 4)], inputs => [inputs[0].unbind(0)[0]]));
        Assert.Equal(
            "aten::unbind(Float32[2, 4], int 0) in the root module gave 2 tensors, and 3 with rows 3: the forward branches on a size.",
            failure.Message);
    }

    [Fact]
    public void A_capture_that_fails_leaves_no_tensor_behind()
    {
        using var example = ones(2, 4);
        long CountAfterFailure()
        {
            Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
                [],
                [example],
                inputs =>
                {
                    using var scope = NewDisposeScope();
                    var made = inputs[0] + tensor(new float[] { 1, 2, 3, 4 }) + tensor(new float[] { inputs[0].shape[0], 1, 2, 3 });
                    return [made.MoveToOuterDisposeScope()];
                }));
            return Tensor.TotalCount;
        }
        var before = CountAfterFailure();
        for (var capture = 0; capture < 50; capture++)
            CountAfterFailure();
        Assert.InRange(Tensor.TotalCount, 0, before);   // fewer where a finaliser came by
    }

    [Fact]
    public void A_size_that_no_formula_explains_is_an_error()
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [], [ones(2, 4)], inputs => [inputs[0] * (1L << (int)inputs[0].shape[0])]));
        Assert.Equal(
            "aten::mul(Float32[2, 4], int 4) in the root module: a number was 4, 8, 32 at rows 2, 3, 5, which no formula explains. Let what "
            + "this module computes not depend on that size, or take the size from a tensor's shape by whole-number arithmetic.",
            failure.Message);
    }

    [Fact]
    public void A_tensor_from_outside_that_changes_is_an_error()
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [], [ones(2, 4)], inputs => [inputs[0] + tensor(new float[] { inputs[0].shape[0], 1, 2, 3 })]));
        Assert.Contains("changes with the input", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forward_that_throws_is_an_error_and_leaves_tracing_off()
    {
        using var network = Sequential(("first", Linear(4, 4)), ("broken", new Broken()));
        var failure = Assert.Throws<OnnxExportException>(() => Capture(network));
        Assert.Equal("The forward pass failed at rows 2 in module \"broken\": out of order", failure.Message);
        Parity.Holds([], rows => [randn(rows, 2)], inputs => [inputs[0].relu()]);
    }

    [Fact]
    public void A_write_into_what_dropout_gives_back_is_seen_in_what_it_was_given()
    {
        Parity.Holds(
            [],
            rows => [ones(rows, 4)],
            inputs =>
            {
                var made = inputs[0] * 2;
                return [functional.dropout(made, 0.5, training: false).mul_(3f) + made];
            });
    }

    [Fact]
    public void A_write_into_one_part_leaves_the_others_as_they_were()
    {
        Parity.Holds(
            [],
            rows => [ones(rows, 4)],
            inputs =>
            {
                var parts = (inputs[0] * 2).chunk(2, 1);
                return [parts[0].mul_(3f) + parts[1].add_(1f)];
            });
    }

    [Fact]
    public void Captures_leave_no_tensor_behind()
    {
        using var network = Sequential(("first", Linear(4, 4)), ("second", ReLU()));
        Capture(network);
        var before = Tensor.TotalCount;
        for (var capture = 0; capture < 50; capture++)
            Capture(network);
        Assert.InRange(Tensor.TotalCount, 0, before);   // fewer where a finaliser came by
    }

    [Fact]
    public void Two_threads_may_capture_at_once()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ =>
        {
            using var network = Sequential(("first", Linear(4, 4)), ("second", ReLU()), ("third", Linear(4, 2)));
            Assert.Equal(3, Capture(network).NodeCount);
        });
    }

    private static readonly IReadOnlyDictionary<string, Func<Tensor, double>> ReadingsByName = new Dictionary<string, Func<Tensor, double>>
    {
        ["max"] = values => values.max().to(ScalarType.Float64).item<double>(),
        ["min"] = values => values.min().to(ScalarType.Float64).item<double>(),
        ["mean"] = values => values.to(ScalarType.Float64).mean().item<double>(),
        ["first"] = values => values[0, 0].to(ScalarType.Float64).item<double>(),
    };

    private static OnnxModel Capture(Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        return OnnxExporter.Capture([("", network)], [randn(3, 4)], inputs => [network.call(inputs[0])]);
    }

    private sealed class Odd() : Module<Tensor, Tensor>(nameof(Odd))
    {
        public override Tensor forward(Tensor input) => special.bessel_j0(input);
    }

    private sealed class Broken() : Module<Tensor, Tensor>(nameof(Broken))
    {
        public override Tensor forward(Tensor input) => throw new InvalidOperationException("out of order");
    }
}

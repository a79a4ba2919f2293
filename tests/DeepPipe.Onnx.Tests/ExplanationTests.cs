using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

public sealed class ExplanationTests
{
    [Fact]
    public void Every_operation_stands_with_its_module_and_what_it_becomes()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(("first", Linear(3, 4)), ("drop", Dropout(0.1)), ("active", ReLU()));
        var explanation = OnnxExporter.Explain(network, ones(2, 3));
        Assert.True(explanation.CanExport);
        Assert.Equal(
            string.Join(
                Environment.NewLine,
                "module  operation      becomes",
                "first   aten::t        -",
                "first   aten::addmm    Gemm",
                "drop    aten::dropout  -",
                "active  aten::relu     Relu",
                "4 operations, all can be exported.",
                ""),
            explanation.ToString());
        Assert.Equal(["Float32[4]", "Float32[rows, 3]", "Float32[3, 4]", "int 1", "int 1"], explanation.Operations[1].Operands);
    }

    public static TheoryData<string> Operations() => new(OperationCases.All.Keys);

    [Theory, MemberData(nameof(Operations))]
    public void An_operation_is_explained_by_the_nodes_that_it_becomes(string name)
    {
        using var scope = NewDisposeScope();
        var model = OnnxExporter.Capture([], OperationCases.Rows(6), Pass);
        Assert.Equal(
            model.Graph.Node.Select(node => node.OpType).Where(type => type != "Identity"),
            OnnxExporter.Explain([], OperationCases.Rows(6), Pass).Operations.SelectMany(operation => operation.OnnxOperators));

        IReadOnlyList<Tensor> Pass(IReadOnlyList<Tensor> inputs) =>
            [OperationCases.All[name](new OperationCases.Input(inputs[0], inputs[1], inputs[2], inputs[3]))];
    }

    [Fact]
    public void What_cannot_be_exported_is_told_with_all_the_rest()
    {
        using var scope = NewDisposeScope();
        var explanation = OnnxExporter.Explain(
            [], [ones(2, 3)], inputs => [special.bessel_j0(special.bessel_j0(inputs[0]) + tensor(new float[] { 1, 2, 3 })).relu()]);
        Assert.False(explanation.CanExport);
        Assert.Equal(["aten::special_bessel_j0", "aten::add", "aten::special_bessel_j0", "aten::relu"], explanation.Operations.Select(operation => operation.Operation));
        Assert.Equal([false, true, false, true], explanation.Operations.Select(operation => operation.Problem is null));
        Assert.StartsWith("aten::special_bessel_j0(Float32[rows, 3]) in the root module has no lowering to ONNX.", explanation.Operations[0].Problem, StringComparison.Ordinal);
        Assert.EndsWith(
            $"{Environment.NewLine}4 operations, 2 cannot be exported.{Environment.NewLine}{Assert.Single(explanation.Notes)}{Environment.NewLine}",
            explanation.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_form_of_an_export_can_be_explained()
    {
        using var scope = NewDisposeScope();
        using var two = Bilinear(3, 3, 2);
        using var one = Linear(3, 2);
        Assert.True(OnnxExporter.Explain(two, (ones(2, 3), ones(2, 3))).CanExport);
        Assert.Equal(["head"], OnnxExporter.Explain((Tensor x) => one.call(x), [("head", one)], ones(2, 3)).Operations.Select(o => o.Module).Distinct());
    }

    [Fact]
    public void What_is_refused_is_told_once_with_the_number_of_places()
    {
        using var scope = NewDisposeScope();
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [],
            [ones(2, 4)],
            inputs => [functional.dropout(functional.dropout(special.bessel_j1(inputs[0]), 0.5, training: true), 0.5, training: true)]));
        Assert.Collection(
            failure.Message.Split('\n'),
            line => Assert.StartsWith("aten::special_bessel_j1(Float32[rows, 4]) in the root module has no lowering to ONNX.", line, StringComparison.Ordinal),
            line => Assert.EndsWith(
                "Pass the module's own training flag to the function. So in 2 places; Explain lists them.", line, StringComparison.Ordinal));
    }

    [Fact]
    public void An_export_names_all_operations_that_are_not_known_at_once()
    {
        using var scope = NewDisposeScope();
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture([], [ones(2, 3)], inputs => [special.bessel_j0(special.bessel_j1(special.bessel_j0(inputs[0])))]));
        Assert.Equal(["aten::special_bessel_j0", "aten::special_bessel_j1"], failure.Message.Split('\n').Select(line => line.Split('(')[0]));
    }
}

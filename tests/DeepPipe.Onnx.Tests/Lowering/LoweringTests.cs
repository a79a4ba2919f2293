using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

public sealed class LoweringTests
{
    public static TheoryData<string> Cases() => new(OperationCases.All.Keys);

    [Theory, MemberData(nameof(Cases))]
    public void An_operation_gives_the_same_numbers_in_torch_and_in_onnx(string name) =>
        Parity.Holds([], OperationCases.Rows, inputs => [OperationCases.All[name](Input(inputs))]);

    [Fact]
    public void Every_lowering_is_held_against_torch_by_a_case()
    {
        var kinds = LossLowerings.All.Keys.Concat(IndexingLowerings.Refused.Keys).Append("aten::_pack_padded_sequence").ToHashSet();   // refused, which other tests hold
        foreach (var operation in OperationCases.All.Values)
        {
            using var scope = NewDisposeScope();
            using var graph = Captured([], OperationCases.Rows(4), inputs => [operation(Input(inputs))]);
            kinds.UnionWith(graph.Nodes.Select(node => node.Kind));
        }
        foreach (var pass in InPlaceWritesTests.Passes.Values)
        {
            using var scope = NewDisposeScope();
            using var graph = Captured([], [randn(4, 4), randn(4, 4)], inputs => pass(inputs[0].clone(), inputs[1]));
            kinds.UnionWith(graph.Nodes.Select(node => node.Kind));
        }
        foreach (var entry in ModuleCases.All.Values)
        {
            using var scope = NewDisposeScope();
            var pass = entry.Make();
            using var graph = Captured(pass.Named, pass.Rows(4), pass.Forward);
            kinds.UnionWith(graph.Nodes.Select(node => node.Kind));
        }
        var missing = string.Join(", ", LoweringTable.Kinds.Except(kinds));
        Assert.True(missing.Length == 0, missing);
    }

    private static CapturedGraph Captured(
        IReadOnlyList<(string, nn.Module)> modules, IReadOnlyList<Tensor> examples, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward) =>
        GraphCapture.Run(new CaptureRequest(modules, examples, DynamicDimension.Of(new OnnxOptions(), examples), forward));

    private static OperationCases.Input Input(IReadOnlyList<Tensor> inputs) => new(inputs[0], inputs[1], inputs[2], inputs[3]);
}

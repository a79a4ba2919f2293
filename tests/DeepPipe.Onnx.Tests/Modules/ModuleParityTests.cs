using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

public sealed class ModuleParityTests
{
    public static TheoryData<string> Names() => new(ModuleCases.All.Keys);

    [Theory, MemberData(nameof(Names))]
    public void A_module_gives_the_same_numbers_in_torch_and_in_onnx(string name)
    {
        using var scope = NewDisposeScope();
        var (entry, pass) = (ModuleCases.All[name], ModuleCases.All[name].Make());
        var model = Parity.Holds(pass.Modules, pass.Rows, pass.Forward, entry.Relative, entry.Relative / 10);
        if (entry.Nodes.Length > 0)
            Assert.Equal(entry.Nodes, string.Join(' ', model.Graph.Node.Select(node => node.OpType)));
    }

    [Fact]
    public void A_recurrent_layer_that_is_called_twice_has_its_weights_once()
    {
        using var scope = NewDisposeScope();
        var pass = ModuleCases.All["GRU, twice the same"].Make();
        var model = OnnxExporter.Capture(pass.Named, pass.Rows(6), pass.Forward);
        var weights = model.Graph.Initializer.Select(initializer => initializer.Name).Where(name => name.EndsWith("/packed", StringComparison.Ordinal));
        Assert.Equal(["weight_ih_l0/packed", "weight_hh_l0/packed", "bias_ih_l0/packed"], weights);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_module_in_float16_and_opset_23_is_a_model_that_onnx_runtime_takes(string name)
    {
        using var scope = NewDisposeScope();
        var pass = ModuleCases.All[name].Make();
        var model = OnnxExporter.Capture(pass.Named, pass.Rows(6), pass.Forward, new OnnxOptions { Opset = 23, Half = true });
        using var session = new InferenceSession(Parity.Bytes(model));
        Assert.NotEmpty(session.OutputNames);
    }
}

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

using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace DeepPipe.Onnx.Tests;

public sealed class ExportFormTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string ModelPath => Path.Combine(folder, "model.onnx");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_module_of_two_inputs_and_a_tuple_of_outputs_exports_to_a_file_and_to_a_stream_alike()
    {
        using var module = new SumAndProduct();
        using var stream = new MemoryStream();
        OnnxExporter.Export(module, (ones(2, 3), ones(2, 3)), ModelPath, new OnnxOptions { OutputNames = ["sum", "product"] });
        OnnxExporter.Export(module, (ones(2, 3), ones(2, 3)), stream, new OnnxOptions { OutputNames = ["sum", "product"] });
        Assert.Equal(File.ReadAllBytes(ModelPath), stream.ToArray());
        using var session = new InferenceSession(ModelPath);
        Assert.Equal(["input_0", "input_1"], session.InputNames);
        Assert.Equal(["sum", "product"], session.OutputNames);
    }

    [Fact]
    public void A_module_of_three_inputs_exports()
    {
        using var module = new Blend();
        OnnxExporter.Export(module, (ones(2, 3), ones(2, 3), ones(2, 1)), ModelPath);
        using var session = new InferenceSession(ModelPath);
        Assert.Equal(["input_0", "input_1", "input_2"], session.InputNames);
    }

    [Fact]
    public void A_function_exports_with_the_modules_it_closes_over_by_their_names()
    {
        using var linear = Linear(3, 2);
        OnnxExporter.Export(x => linear.call(x).relu(), [("head", linear)], ones(2, 3), ModelPath);
        var graph = Graph();
        Assert.Equal(["head.bias", "head.weight"], graph.Initializer.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_of_outputs_and_one_that_is_null_are_taken()
    {
        using var module = MultiheadAttention(4, 2);
        module.eval();
        OnnxExporter.Export(
            (Tensor x) => module.call(x, x, x, null, false, null), [("attention", module)], ones(2, 3, 4), ModelPath);
        using var session = new InferenceSession(ModelPath);
        Assert.Equal(["output"], session.OutputNames);
    }

    [Fact]
    public void A_recurrent_module_gives_its_states_as_outputs()
    {
        using var scope = NewDisposeScope();
        using var recurrent = LSTM(4, 3, batchFirst: true);
        OnnxExporter.Export((Tensor x) => recurrent.call(x), [("lstm", recurrent)], randn(2, 5, 4), ModelPath,
            new OnnxOptions { OutputNames = ["sequence", "state", "cell"] });
        using var session = new InferenceSession(ModelPath);
        var (sequence, state, cell) = recurrent.call(ones(7, 5, 4));
        Parity.Agrees(session, [ones(7, 5, 4)], [sequence, state, cell]);
        Assert.Equal(["sequence", "state", "cell"], session.OutputNames);
    }

    [Fact]
    public void A_list_of_tensors_and_a_node_of_several_outputs_are_within_reach_of_ones_own_lowering()
    {
        var options = new OnnxOptions().Lower("aten::stack", call =>
        {
            var parts = call.Inputs(0).Select(part => call.Emit("Unsqueeze", [part, call.Constant(tensor(new[] { call.Integer(1) }))])).ToList();
            var joined = call.Emit("Concat", parts, ("axis", call.Integer(1)));
            call.Give(call.EmitMany("TopK", [joined, call.Constant(tensor(new[] { 2L }))], 2, ("axis", 1L))[0]);
        });
        using var scope = NewDisposeScope();
        Parity.HoldsAt(
            [], [randn(2, 3)], [[randn(1, 3)], [randn(5, 3)]],
            inputs => [stack([inputs[0], inputs[0] + 1], 1).topk(2, 1).values], options);
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture(
            [], [ones(2, 3)], inputs => [inputs[0].relu()], new OnnxOptions().Lower("aten::relu", call => call.Text(0))));
        Assert.Equal("aten::relu(Float32[rows, 3]) in the root module cannot be exported: Float32[rows, 3] is not text.", failure.Message);
    }

    [Fact]
    public void A_result_that_is_no_tensor_is_refused()
    {
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Export((Tensor x) => 3, [], ones(2, 3), ModelPath));
        Assert.EndsWith("The forward gives a System.Int32. Known are tensors, tuples and lists of them.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_verify_refuses_leaves_the_old_file()
    {
        File.WriteAllText(ModelPath, "before");
        using var module = new Blend();
        var options = new OnnxOptions { Verify = _ => "the answers differ" };
        var failure = Assert.Throws<OnnxExportException>(
            () => OnnxExporter.Export(module, (ones(2, 3), ones(2, 3), ones(2, 1)), ModelPath, options));
        Assert.Equal("The exported model was refused: the answers differ", failure.Message);
        Assert.Equal("before", File.ReadAllText(ModelPath));
        Assert.Equal([ModelPath], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void What_verify_throws_is_told_and_leaves_the_old_file()
    {
        File.WriteAllText(ModelPath, "before");
        using var module = Linear(3, 2);
        var options = new OnnxOptions { Verify = _ => throw new TimeZoneNotFoundException(), ExternalWeightBytes = 0 };
        Assert.Throws<TimeZoneNotFoundException>(() => OnnxExporter.Export(module, ones(2, 3), ModelPath, options));
        using var stream = new MemoryStream();
        Assert.Throws<TimeZoneNotFoundException>(() => OnnxExporter.Export(module, ones(2, 3), stream, options));
        Assert.Equal(0, stream.Length);
        Assert.Equal("before", File.ReadAllText(ModelPath));
        Assert.Equal([ModelPath], Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData(21, 10)]
    [InlineData(23, 11)]
    public void A_file_says_its_versions_and_what_the_user_adds(int opset, int format)
    {
        using var module = Linear(3, 2);
        var options = new OnnxOptions { Opset = opset, Metadata = new Dictionary<string, string> { ["licence"] = "MIT" } };
        OnnxExporter.Export(module, ones(2, 3), ModelPath, options);
        var model = global::Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(ModelPath));
        Assert.Equal(format, model.IrVersion);
        Assert.Equal(opset, model.OpsetImport.Single(import => import.Domain.Length == 0).Version);
        using var session = new InferenceSession(ModelPath);
        Assert.Equal("MIT", session.ModelMetadata.CustomMetadataMap["licence"]);
    }

    [Fact]
    public void Verify_sees_the_complete_file_the_examples_and_what_torch_says_to_them()
    {
        using var module = Sequential(("first", Linear(3, 2)), ("drop", Dropout(0.5)));
        var example = randn(4, 3);
        var seen = 0;
        var options = new OnnxOptions
        {
            Verify = candidate =>
            {
                seen++;
                Assert.Equal("output", candidate.Outputs.Single().Name);
                using var session = new InferenceSession(candidate.Path);
                Parity.Agrees(session, candidate.Inputs.Select(input => input.Value).ToList(), candidate.Outputs.Select(output => output.Value).ToList());
                return null;
            },
        };
        OnnxExporter.Export(module, example, ModelPath, options);
        using var stream = new MemoryStream();
        OnnxExporter.Export(module, example, stream, options);
        Assert.Equal(2, seen);
        Assert.True(module.training);
    }

    [Fact]
    public void Verify_sees_the_examples_as_they_were_given()
    {
        using var scope = NewDisposeScope();
        var example = ones(2, 3);
        var options = new OnnxOptions
        {
            Verify = candidate => candidate.Outputs[0].Value.eq(2).all().item<bool>() && candidate.Inputs[0].Value.eq(1).all().item<bool>() ? null : "changed",
        };
        OnnxExporter.Export((Tensor x) => x.add_(1), [], example, ModelPath, options);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        using var module = Linear(3, 2);
        string Refused(OnnxOptions options) =>
            Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(module, ones(2, 3), ModelPath, options)).Message;
        Assert.Equal(
            "1 inputs need 1 different names of a character or more; given: \"\".", Refused(new OnnxOptions { InputNames = [""] }));
        Assert.Equal(
            "1 outputs need 1 different names of a character or more; given: \"a\", \"b\".", Refused(new OnnxOptions { OutputNames = ["a", "b"] }));
        Assert.Equal(
            "\"x\" names an input and an output. Give the output another name.", Refused(new OnnxOptions { InputNames = ["x"], OutputNames = ["x"] }));
        Assert.Equal("Metadata is null. Leave it out for its default.", Refused(new OnnxOptions { Metadata = null! }));
        Assert.Equal(
            "Opset 20 is not known. Known are 21 and 23.",
            Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(module, ones(2, 3), ModelPath, new OnnxOptions { Opset = 20 })).Message);
        Assert.Equal(
            "ExternalWeightBytes is -1. It is 0 to 2000000000.",
            Assert.Throws<OnnxExportException>(
                () => OnnxExporter.Export(module, ones(2, 3), ModelPath, new OnnxOptions { ExternalWeightBytes = -1 })).Message);
    }

    [Fact]
    public void A_lowering_of_ones_own_serves_an_operation_that_is_not_known()
    {
        var options = new OnnxOptions().Lower("aten::frac", call =>
        {
            var input = call.Input(0);
            call.Give(call.Emit("Sub", [input, call.Emit("Mul", [call.Emit("Sign", [input]), call.Emit("Floor", [call.Emit("Abs", [input])])])]));
        });
        using var scope = NewDisposeScope();
        Parity.HoldsAt([], [randn(2, 3) * 5], [[randn(1, 3) * 5], [randn(7, 3) * 5]], inputs => [inputs[0].frac()], options);
    }

    [Fact]
    public void A_lowering_of_ones_own_that_cannot_be_is_told()
    {
        using var module = Sequential(("first", ReLU()), ("second", Sigmoid()));
        string Refused(Action<LoweringCall> lowering) => Assert.Throws<OnnxExportException>(
            () => OnnxExporter.Export(module, ones(2, 3), ModelPath, new OnnxOptions().Lower("aten::relu", lowering))).Message;
        Assert.Equal(
            "aten::relu(Float32[rows, 3]) in module \"first\" cannot be exported: its lowering asks for operand 5; it has 1, counted from 0.",
            Refused(call => call.Give(call.Input(5))));
        Assert.Equal(
            "aten::sigmoid(Float32[rows, 3]) in module \"second\" cannot be exported: the lowering of aten::relu does not give the result that "
            + "it takes.",
            Refused(_ => { }));
        Assert.StartsWith(
            "\"relu\" has no namespace. Did you mean \"aten::relu\"?",
            Assert.Throws<ArgumentException>(() => new OnnxOptions().Lower("relu", _ => { })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_of_another_domain_is_written_with_it()
    {
        using var module = GELU();
        var options = new OnnxOptions().Lower("aten::gelu", call => call.Give(call.Emit("com.microsoft::Gelu", [call.Input(0)])));
        using var scope = NewDisposeScope();
        var model = Parity.HoldsAt([module], [randn(2, 3)], [[randn(1, 3)], [randn(7, 3)]], inputs => [module.call(inputs[0])], options);
        Assert.Equal("com.microsoft", model.Graph.Node.Single().Domain);
    }

    [Fact]
    public void A_tensor_without_a_name_is_noted()
    {
        using var scope = NewDisposeScope();
        var model = OnnxExporter.Capture([], [ones(2, 3)], inputs => [inputs[0] * tensor(new float[] { 1, 2, 3 })]);
        Assert.Equal(
            ["A tensor Float32[3] that is neither parameter nor buffer is taken as it is; aten::mul in the root module uses it. Register it as a "
                + "buffer to give it a name."],
            model.Notes);
        using var weight = tensor(new float[] { 1, 2, 3 });
        Assert.Equal(model.Notes, OnnxExporter.Export((Tensor x) => x * weight, [], ones(2, 3), ModelPath));
        Assert.Equal(model.Notes, OnnxExporter.Export((Tensor x) => x * weight, [], ones(2, 3), Stream.Null));
    }

    private global::Onnx.GraphProto Graph() => global::Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(ModelPath)).Graph;

    private sealed class SumAndProduct() : Module<Tensor, Tensor, (Tensor, Tensor)>(nameof(SumAndProduct))
    {
        public override (Tensor, Tensor) forward(Tensor left, Tensor right) => (left + right, left * right);
    }

    private sealed class Blend() : Module<Tensor, Tensor, Tensor, Tensor>(nameof(Blend))
    {
        public override Tensor forward(Tensor left, Tensor right, Tensor share) => left * share + right * (1 - share);
    }
}

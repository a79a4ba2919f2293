using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

/// <summary>Models with inputs and torch's answers, for a reader on another platform (scripts/onnxruntime-web.sh).</summary>
public sealed class WrittenCases
{
    private const string FolderVariable = "DEEPPIPE_ONNX_CASES";

    private static readonly IReadOnlyDictionary<string, Func<(Module<Tensor, Tensor> Network, Func<long, Tensor> Rows)>> Networks =
        new Dictionary<string, Func<(Module<Tensor, Tensor>, Func<long, Tensor>)>>
        {
            ["mlp"] = () => (Sequential(Linear(8, 32), GELU(), LayerNorm(32), Linear(32, 3), Softmax(1)), rows => randn(rows, 8)),
            ["resnet"] = () => (new ImageNetworks.Residual(hasBottleneck: true), rows => rand(rows, 3, 40, 40)),
            ["mobilenet"] = () => (new ImageNetworks.Mobile(isThird: true), rows => rand(rows, 3, 40, 40)),
            ["inception"] = () => (new ImageNetworks.Inception(), rows => rand(rows, 3, 40, 40)),
            ["unet"] = () => (new ImageNetworks.Unet(), rows => rand(rows, 3, 16, 24)),
            ["gpt"] = () => (new TextNetworks.Gpt(isFused: true), rows => Tokens(rows)),
            ["tagger"] = () => (new TextNetworks.Tagger(), rows => Tokens(rows)),
            ["translator"] = () => (new TextNetworks.Translator(), rows => Tokens(rows)),
        };

    public static TheoryData<string> Names() => new(Networks.Keys);

    [Theory(Explicit = true), MemberData(nameof(Names))]
    public void A_model_is_written_with_what_torch_answers(string name)
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{FolderVariable} names no folder.");
        Directory.CreateDirectory(folder!);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (network, rows) = Networks[name]();
        using (network)
        {
            network.eval();
            OnnxExporter.Export(network, rows(2), Path.Combine(folder!, $"{name}.onnx"));
            var cases = new long[] { 1, 2, 5 }.Select(count => Case(network, rows(count))).ToList();
            File.WriteAllText(Path.Combine(folder!, $"{name}.json"), JsonSerializer.Serialize(cases));
        }
    }

    private static object Case(Module<Tensor, Tensor> network, Tensor input) =>
        new { inputs = new[] { Written(input) }, outputs = new[] { Written(network.call(input)) } };

    private static object Written(Tensor tensor) => new
    {
        type = tensor.dtype == ScalarType.Int64 ? "int64" : "float32",
        shape = tensor.shape,
        numbers = tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray(),
    };

    private static Tensor Tokens(long rows) => randint(1, TextNetworks.Vocabulary, [rows, 9], ScalarType.Int64);
}

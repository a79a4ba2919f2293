using CsCheck;
using DeepPipe.Configuration;
using DeepPipe.Features;
using DeepPipe.Onnx;
using DeepPipe.Onnx.Tests;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace DeepPipe.Models.Tests;

public sealed class GptNetworkTests
{
    private const int VocabularySize = 11;
    private const int Context = 64;

    private static readonly OnnxOptions StepOptions = new()
    {
        InputNames = ["tokens", "past"],
        OutputNames = ["logits", "present"],
        DynamicDimensions =
        [
            new Dictionary<int, string> { [0] = "rows", [1] = "new" },
            new Dictionary<int, string> { [2] = "rows", [4] = "known" },
        ],
    };

    private static readonly Gen<GptConfig> Configs = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 4], Gen.Bool, Gen.Bool)
        .Select((layers, heads, width, bias, tied) => new GptConfig
        {
            Layers = layers,
            Heads = heads,
            Width = heads * width,
            Bias = bias,
            Tied = tied,
        });

    [Fact]
    public void Step_by_step_it_says_what_it_says_of_the_whole() =>
        Gen.Select(Configs, Gen.Int[1, 4].Array[1, 5]).Sample(
            (config, counts) =>
            {
                using var scope = NewDisposeScope();
                var network = Lively(config);
                var tokens = Tokens(3, counts.Sum());

                var whole = network.Logits(tokens);
                Assert.Equal([3, counts.Sum(), VocabularySize], whole.shape);
                var (past, end) = (network.NoPast(3), 0);
                foreach (var count in counts)
                {
                    (var logits, past) = network.Step(tokens.narrow(1, end, count), past);
                    end += count;
                    Assert.Equal([config.Layers, 2, 3, config.Heads, end, config.Width / config.Heads], past.shape);
                    Assert.True(logits.allclose(whole.select(1, end - 1), 1e-4, 1e-5), $"after {end} tokens");
                }
            },
            iter: 10,
            threads: 1);

    [Fact]
    public void Token_by_token_Onnx_Runtime_says_the_same() => Configs.Sample(
        config =>
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var network = Lively(config);
            var model = OnnxExporter.Capture(
                [("", network)], [Tokens(2, 2), Past(network, 2, 3)], inputs => Both(network.Step(inputs[0], inputs[1])), StepOptions);
            using var session = new InferenceSession(Parity.Bytes(model));
            Assert.Equal(["rows", "new"], session.InputMetadata["tokens"].SymbolicDimensions);
            Assert.Equal("known", session.InputMetadata["past"].SymbolicDimensions[4]);

            foreach (var rowCount in new[] { 1, 3 })
            {
                var past = network.NoPast(rowCount);
                foreach (var count in new[] { 4, 1, 1, 2, 1 })
                {
                    var tokens = Tokens(rowCount, count);
                    var step = network.Step(tokens, past);
                    Parity.Agrees(session, [tokens, past], Both(step), 1e-4, 1e-5);
                    past = step.Past;
                }
            }
        },
        iter: 4,
        threads: 1);

    [Fact]
    public void The_whole_is_exported_at_any_length()
    {
        using var scope = NewDisposeScope();
        var network = Lively(new GptConfig { Layers = 2, Heads = 2, Width = 6 });
        Parity.HoldsAt(
            [network], [Tokens(2, 5)], new[] { (1, 1), (3, 7), (2, 64) }.Select(size => new[] { Tokens(size.Item1, size.Item2) }),
            inputs => [network.Logits(inputs[0])],
            new OnnxOptions { DynamicDimensions = [new Dictionary<int, string> { [0] = "rows", [1] = "length" }] }, 1e-4, 1e-5);
    }

    [Fact]
    public void A_place_does_not_see_those_after_it()
    {
        using var scope = NewDisposeScope();
        var network = Lively(new GptConfig { Layers = 2, Heads = 2, Width = 8 });
        var tokens = Tokens(1, 6);
        var changed = tokens.clone();
        changed[0, 4] = (tokens[0, 4] + 1) % VocabularySize;

        var differs = (network.Logits(tokens) - network.Logits(changed)).abs().amax([0, 2]) > 0;

        Assert.Equal([false, false, false, false, true, true], differs.data<bool>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_weight_learns_and_is_told(bool tied)
    {
        using var scope = NewDisposeScope();
        var network = new GptConfig { Layers = 2, Heads = 2, Width = 8, Bias = true, Dropout = 0.1, Tied = tied }.Build(5, VocabularySize);
        var tokens = Tokens(16, 5);
        nn.functional.cross_entropy(network.Logits(tokens).flatten(0, 1), tokens.flatten()).backward();

        Assert.All(network.named_parameters(), parameter =>
            Assert.True(parameter.parameter.grad is { } gradient && gradient.abs().max().ToSingle() > 0, $"{parameter.name} has no gradient."));
        var summary = NetworkSummary.Of(network, new NetworkShape(0, [], VocabularySize) { Blocks = [new TextShape(5, VocabularySize)] });
        Assert.Equal(network.parameters().Sum(parameter => parameter.numel()), summary.Layers.Sum(layer => layer.ParameterCount));
        Assert.Equal(tied, !network.state_dict().ContainsKey("output.weight"));
    }

    [Fact]
    public void Weights_start_as_the_papers()
    {
        using var scope = NewDisposeScope();
        var state = new GptConfig { Bias = true }.Build(Context, 65).state_dict();

        Assert.Equal(0.02, Deviation(state["tokens.weight"]), 0.001);
        Assert.Equal(0.02, Deviation(state["blocks.3.widen.weight"]), 0.001);
        foreach (var name in new[] { "blocks.0.attention.output.weight", "blocks.3.narrow.weight" })
            Assert.Equal(0.02 / Math.Sqrt(8), Deviation(state[name]), 0.0005);
        Assert.All(state.Where(entry => entry.Key.EndsWith("bias", StringComparison.Ordinal)), entry => Assert.Equal(0, entry.Value.abs().max().ToSingle()));
    }

    [Fact]
    public void With_nanoGPTs_configuration_for_a_CPU_it_has_as_many_weights()
    {
        using var scope = NewDisposeScope();

        // 0.80 M without positions, as nanoGPT prints it: 65 · 128 + 4 · (2 · 128 + 12 · 128 · 128) + 128, and 64 · 128 positions.
        Assert.Equal(795_904 + 8192, new GptConfig().Build(Context, 65).parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void More_tokens_than_it_has_places_for_are_refused()
    {
        using var scope = NewDisposeScope();
        var network = new GptConfig { Layers = 1 }.Build(4, VocabularySize);

        Assert.Equal("The context has 4 places; there are 5 tokens.", Assert.Throws<ArgumentException>(() => network.Logits(Tokens(1, 5))).Message);
        Assert.Equal(
            "The context has 4 places; there are 6 tokens.",
            Assert.Throws<ArgumentException>(() => network.Step(Tokens(1, 2), Past(network, 1, 4))).Message);
        Assert.Equal(
            "width is 10. Allowed: a multiple of heads, which is 4.", Assert.Single<Problem>(new GptConfig { Width = 10 }.Problems()).ToString());
    }

    private static Tensor Tokens(int rowCount, int length) => randint(0, VocabularySize, [rowCount, length], ScalarType.Int64);

    private static Tensor Past(GptNetwork network, int rowCount, int known) => network.Step(Tokens(rowCount, known), network.NoPast(rowCount)).Past;

    private static IReadOnlyList<Tensor> Both((Tensor Logits, Tensor Past) step) => [step.Logits, step.Past];

    private static double Deviation(Tensor weight) => weight.std().ToDouble();

    // With weights large enough that every place tells in the answer.
    private static GptNetwork Lively(GptConfig config)
    {
        var network = config.Build(Context, VocabularySize);
        network.eval();
        using var frozen = no_grad();
        foreach (var parameter in network.parameters())
            parameter.add_(randn(parameter.shape) * 0.3);
        return network;
    }
}

using CsCheck;
using DeepPipe.Configuration;
using DeepPipe.Features;
using DeepPipe.Onnx.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class SeriesNetworkTests
{
    private static readonly IReadOnlyDictionary<string, Gen<SeriesNetworkConfig>> Configs = new Dictionary<string, Gen<SeriesNetworkConfig>>
    {
        ["dlinear"] = Gen.Select(Gen.Int[1, 30], Gen.Bool, (kernel, individual) =>
            (SeriesNetworkConfig)new DLinearConfig { Kernel = kernel, Individual = individual }),
        ["nlinear"] = Gen.Bool.Select(individual => (SeriesNetworkConfig)new NLinearConfig { Individual = individual }),
        ["patch_tst"] = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 7], Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[1, 3], (patch, stride, layers, heads, width) =>
            (SeriesNetworkConfig)new PatchTransformerConfig
            {
                Patch = patch,
                Stride = stride,
                Layers = layers,
                Heads = heads,
                Width = heads * width,
                HiddenWidth = 5,
            }),
        ["gru"] = Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3], (width, layers) => (SeriesNetworkConfig)new GruConfig { Width = width, Layers = layers, Dropout = 0.1 }),
        ["lstm"] = Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3], (width, layers) => (SeriesNetworkConfig)new LstmConfig { Width = width, Layers = layers, Dropout = 0.1 }),
    };

    public static TheoryData<string> Names => [.. Configs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_Runtime_gives_the_same_steps_at_any_number_of_rows(string name) =>
        Gen.Select(Configs[name], Gen.Int[6, 14], Gen.Int[1, 3], Gen.Int[1, 4]).Sample(
            (config, lookBack, channels, horizon) =>
            {
                using var scope = NewDisposeScope();
                var series = new SeriesShape(lookBack, channels);
                var network = config.Build(new NetworkShape(0, [], horizon * channels) { Blocks = [series] });
                Parity.HoldsAt(
                    [network], [RandomRows.Block(series, 6)], new[] { 1, 4, 64 }.Select(count => new[] { RandomRows.Block(series, count) }),
                    inputs => [network.call(Rows(inputs[0]))], options: null, 1e-4, 1e-5);
            },
            iter: 4,
            threads: 1);

    [Theory]
    [InlineData("dlinear")]
    [InlineData("nlinear")]
    [InlineData("patch_tst")]
    public void Each_channel_is_told_from_itself_alone_and_steps_come_one_after_the_other(string name)
    {
        using var scope = NewDisposeScope();
        var network = Configs[name].Single().Build(new NetworkShape(0, [], 4 * 3) { Blocks = [new SeriesShape(9, 3)] });
        network.eval();
        var input = randn(5, 9, 3);
        var changed = input.clone();
        changed.select(2, 1).add_(randn(5, 9));

        var differs = (network.call(Rows(changed)) - network.call(Rows(input))).abs().amax([0]) > 0;

        Assert.Equal(Enumerable.Range(0, 12).Select(place => place % 3 == 1), differs.data<bool>());
    }

    [Fact]
    public void The_moving_average_goes_on_at_the_ends_as_the_first_and_the_last_step()
    {
        using var scope = NewDisposeScope();
        var network = new DLinearConfig { Kernel = 3 }.Build(new NetworkShape(0, [], 4) { Blocks = [new SeriesShape(4, 1)] });
        using (no_grad())
        {
            foreach (var part in new[] { "trend", "rest" })
                network.get_parameter($"forecast.{part}.bias")!.zero_();
            network.get_parameter("forecast.trend.weight")!.copy_(eye(4));
            network.get_parameter("forecast.rest.weight")!.zero_();
        }

        Assert.Equal([1f, 3, 5, 6], network.call(Rows(tensor(new[] { 0f, 3, 6, 6 }).reshape(1, 4, 1))).data<float>());
    }

    [Fact]
    public void What_is_added_to_a_series_is_added_to_what_follows_it()
    {
        using var scope = NewDisposeScope();
        foreach (var config in new SeriesNetworkConfig[] { new NLinearConfig(), new PatchTransformerConfig { Patch = 3 } })
        {
            var network = config.Build(new NetworkShape(0, [], 10) { Blocks = [new SeriesShape(9, 2)] });
            network.eval();
            var input = randn(4, 9, 2);

            Assert.True((network.call(Rows(input)) + 3).allclose(network.call(Rows(input + 3)), 1e-4, 1e-4), config.ToString());
        }
    }

    [Fact]
    public void A_patch_network_has_a_patch_more_than_fit_for_the_end_is_padded()
    {
        using var scope = NewDisposeScope();
        var network = new PatchTransformerConfig().Build(new NetworkShape(0, [], 96 * 7) { Blocks = [new SeriesShape(336, 7)] });

        Assert.Equal([42, 16], network.get_parameter("forecast.positions")!.shape);     // PatchTST/42, of the paper
        Assert.Equal([96, 42 * 16], network.get_parameter("forecast.head.weight")!.shape);
    }

    [Fact]
    public void Features_that_are_no_series_alone_are_refused()
    {
        const string beginning = "A network of series reads one series and nothing else; the shape has ";
        var series = new SeriesShape(8, 2);

        Assert.Equal(beginning + "1 numbers, 0 categories and [series].", Refusal(new NetworkShape(1, [], 2) { Blocks = [series] }));
        Assert.Equal(beginning + "0 numbers, 2 categories and [].", Refusal(new NetworkShape(0, [3, 4], 2)));
        Assert.Equal(beginning + "0 numbers, 0 categories and [series, text].", Refusal(new NetworkShape(0, [], 2) { Blocks = [series, new TextShape(3, 4)] }));
        Assert.Equal(
            "The output is horizon * 2 channels wide; 3 is no multiple of them.", Refusal(new NetworkShape(0, [], 3) { Blocks = [series] }));
        Assert.Equal(
            "patch_tst needs a look-back of at least a patch, which is 16 steps; it is 8.",
            Refusal(new NetworkShape(0, [], 2) { Blocks = [series] }, new PatchTransformerConfig()));
        foreach (var config in new NetworkConfig[] { new MlpConfig(), new LinearConfig() })
            Assert.Equal(
                "A series is read by networks of series alone: dlinear, nlinear, patch_tst, gru, lstm.",
                Refusal(new NetworkShape(0, [], 2) { Blocks = [series] }, config));
    }

    [Fact]
    public void Heads_that_cannot_share_the_width_are_a_problem() => Assert.Equal(
        "width is 18. Allowed: a multiple of heads, which is 4.",
        Assert.Single<Problem>(new PatchTransformerConfig { Width = 18 }.Problems()).ToString());

    private static string Refusal(NetworkShape shape, NetworkConfig? config = null) =>
        Assert.Throws<ArgumentException>(() => (config ?? new NLinearConfig()).Build(shape)).Message;

    private static FeatureTensors Rows(Tensor series) =>
        new(zeros([series.shape[0], 0]), zeros([series.shape[0], 0], ScalarType.Int64), [series]);
}

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
                var shape = EveryNetwork.OfSeries(lookBack, channels, horizon);
                var network = config.Build(shape);
                Parity.HoldsAt(
                    [network], Blocks(shape, 6), new[] { 1, 4, 64 }.Select(count => Blocks(shape, count)),
                    inputs => [network.call(Rows(inputs))], options: null, 1e-4, 1e-5);
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
        var network = Configs[name].Single().Build(EveryNetwork.OfSeries(9, 3, 4));
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
        var network = new DLinearConfig { Kernel = 3 }.Build(Series(4));
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
            var network = config.Build(EveryNetwork.OfSeries(9, 1, 10));
            network.eval();
            var input = randn(4, 9, 1);

            Assert.True((network.call(Rows(input)) + 3).allclose(network.call(Rows(input + 3)), 1e-4, 1e-4), config.ToString());
        }
    }

    [Fact]
    public void A_patch_network_has_a_patch_more_than_fit_for_the_end_is_padded()
    {
        using var scope = NewDisposeScope();
        var network = new PatchTransformerConfig().Build(EveryNetwork.OfSeries(336, 7, 96));

        Assert.Equal([42, 16], network.get_parameter("forecast.positions")!.shape);     // PatchTST/42, of the paper
        Assert.Equal([96, 42 * 16], network.get_parameter("forecast.head.weight")!.shape);
    }

    [Fact]
    public void Channels_are_standardised_each_by_its_own_mean_and_a_gap_is_the_mean()
    {
        using var scope = NewDisposeScope();
        var network = new NLinearConfig().Build(EveryNetwork.OfSeries(3, 2, 1));
        using (no_grad())
        {
            network.get_parameter("forecast.linear.weight")!.zero_();
            network.get_parameter("forecast.linear.bias")!.zero_();
        }

        // The last step again: of the first channel (7 - 0) / 1, of the second (3.1 - 0.1) / 2.
        var answer = network.call(Rows([tensor(new float[,] { { 1, 2, 7 } }), tensor(new[,] { { 1, 2, 3.1f } })]));
        Assert.Equal([7, 1.5], answer.data<float>().Select(number => Math.Round(number, 5)));
        var gap = network.call(Rows([tensor(new[,] { { 1, 2, float.NaN } }), tensor(new[,] { { 1, 2, float.NaN } })]));
        Assert.Equal([0f, 0], gap.data<float>());
    }

    [Fact]
    public void Only_the_channels_asked_for_are_answered_in_the_order_asked()
    {
        using var scope = NewDisposeScope();
        var config = new NLinearConfig();
        var shape = EveryNetwork.OfSeries(5, 3, 2);
        manual_seed(3);
        var all = config.Build(shape);
        manual_seed(3);
        var some = config.Build(shape with { OutputWidth = 4, ForecastBlocks = [2, 0] });
        var rows = RandomRows.Of(shape, 4);

        var ofAll = all.call(rows).reshape(4, 2, 3);
        Assert.True(some.call(rows).reshape(4, 2, 2).equal(stack([ofAll.select(2, 2), ofAll.select(2, 0)], 2)).all().ToBoolean());
    }

    [Fact]
    public void Features_that_are_no_series_alone_are_refused()
    {
        const string beginning = "A network of series reads series of one length and nothing else; the shape has ";
        var shape = EveryNetwork.OfSeries(8, 2, 1);
        var vector = new VectorShape(8) { Mean = [.. new double[8]], Deviation = [.. new double[8]] };

        Assert.Equal(beginning + "1 numbers, 0 categories and [series of 8, series of 8].", Refusal(shape with { NumberCount = 1 }));
        Assert.Equal(beginning + "0 numbers, 2 categories and [].", Refusal(new NetworkShape(0, [3, 4], 2)));
        Assert.Equal(beginning + "0 numbers, 0 categories and [series of 8, text].", Refusal(shape with { Blocks = [shape.Blocks[0], new TextShape(3, 4)] }));
        Assert.Equal(beginning + "0 numbers, 0 categories and [vector].", Refusal(shape with { Blocks = [vector] }));
        Assert.Equal(
            beginning + "0 numbers, 0 categories and [series of 8, series of 9].",
            Refusal(shape with { Blocks = [shape.Blocks[0], Series(9).Blocks[0]] }));
        Assert.Equal("The output is horizon * 2 channels wide; 3 is no multiple of them.", Refusal(shape with { OutputWidth = 3 }));
        Assert.Equal("The output is horizon * 0 channels wide; 2 is no multiple of them.", Refusal(shape with { ForecastBlocks = [] }));
        Assert.Equal(
            "patch_tst needs a look-back of at least a patch, which is 16 steps; it is 8.", Refusal(shape, new PatchTransformerConfig()));
    }

    [Fact]
    public void Heads_that_cannot_share_the_width_are_a_problem() => Assert.Equal(
        "width is 18. Allowed: a multiple of heads, which is 4.",
        Assert.Single<Problem>(new PatchTransformerConfig { Width = 18 }.Problems()).ToString());

    private static string Refusal(NetworkShape shape, NetworkConfig? config = null) =>
        Assert.Throws<ArgumentException>(() => (config ?? new NLinearConfig()).Build(shape)).Message;

    // One channel that is standardised already.
    private static NetworkShape Series(int lookBack) => EveryNetwork.OfSeries(lookBack, 1, 4);

    private static Tensor[] Blocks(NetworkShape shape, int rowCount) => [.. RandomRows.Of(shape, rowCount).Blocks];

    private static FeatureTensors Rows(Tensor series) => Rows([.. Enumerable.Range(0, (int)series.shape[2]).Select(channel => series.select(2, channel))]);

    private static FeatureTensors Rows(IReadOnlyList<Tensor> channels) =>
        new(zeros([channels[0].shape[0], 0]), zeros([channels[0].shape[0], 0], ScalarType.Int64), channels);
}

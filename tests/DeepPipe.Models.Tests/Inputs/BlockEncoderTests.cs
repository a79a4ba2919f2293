using CsCheck;
using DeepPipe.Configuration;
using DeepPipe.Onnx.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class BlockEncoderTests
{
    private static readonly Gen<TextShape> Texts = Gen.Select(Gen.Int[1, 9], Gen.Int[3, 12], (length, size) => new TextShape(length, size));

    private static readonly IReadOnlyDictionary<string, Gen<(BlockShape Shape, Func<BlockEncoder> Build)>> Encoders =
        new Dictionary<string, Gen<(BlockShape Shape, Func<BlockEncoder> Build)>>
        {
            ["bag"] = Of(Gen.Int[1, 5].Select(width => new TextBagConfig { Width = width })),
            ["cnn"] = Of(Gen.Select(Gen.Int[1, 5], Gen.Int[1, 7].Array[1, 3], Gen.Int[1, 4], (width, widths, filters) =>
                new TextCnnConfig { Width = width, FilterWidths = widths, Filters = filters })),
            ["transformer"] = Of(Gen.Select(Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 6], (layers, heads, width, hidden) =>
                new TextTransformerConfig { Layers = layers, Heads = heads, Width = heads * width, HiddenWidth = hidden })),
            ["flat"] = Of(Gen.Const(new FlatImageConfig()), 1),
            ["conv_net"] = Of(
                Gen.Select(
                    Gen.Int[1, 4].Array[1, 3], Gen.Int[1, 2], Gen.Enum<ChannelNormalization>(), Gen.Enum<Activation>(), Gen.Enum<ImagePooling>(),
                    (channels, convolutions, norm, activation, pooling) => new ConvNetConfig
                    {
                        Channels = channels,
                        Convolutions = convolutions,
                        Norm = norm,
                        Activation = activation,
                        Pooling = pooling,
                    }),
                8),
            ["resnet_9"] = Of(Gen.Int[1, 3].Select(channels => new ResNet9Config { Channels = channels }), 16),
            ["resnet_18"] = Of(Gen.Int[1, 2].Select(channels => new ResNet18Config { Channels = channels }), 9),
            ["resnet_18 of large images"] = Of(Gen.Int[1, 2].Select(channels => new ResNet18Config { Channels = channels }), 64),
        };

    public static TheoryData<string> Names => [.. Encoders.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_Runtime_gives_the_same_vectors_at_any_number_of_rows(string name) => Encoders[name].Sample(
        one =>
        {
            using var scope = NewDisposeScope();
            var encoder = one.Build();
            Assert.Equal([2, encoder.OutputWidth], encoder.call(RandomRows.Block(one.Shape, 2)).shape);      // in training
            Parity.HoldsAt(
                [encoder], [RandomRows.Block(one.Shape, 6)], new[] { 1, 4, 64 }.Select(count => new[] { RandomRows.Block(one.Shape, count) }),
                inputs => [encoder.call(inputs[0])], options: null, 1e-4, 1e-5);
        },
        iter: 4,
        threads: 1);

    [Theory]
    [InlineData("bag")]
    [InlineData("cnn")]
    [InlineData("transformer")]
    public void More_padding_behind_a_text_changes_nothing(string name) => Encoders[name].Sample(
        one =>
        {
            using var scope = NewDisposeScope();
            var encoder = one.Build();
            encoder.eval();
            var tokens = RandomRows.Block(one.Shape, 8);
            foreach (var row in Enumerable.Range(0, 8))
            {
                var text = tokens.narrow(0, row, 1);
                var whole = encoder.call(text);
                Assert.True(whole.isfinite().all().ToBoolean());
                for (var length = Math.Max(1, text.count_nonzero().ToInt32()); length < one.Shape.Sizes[0]; length++)
                    Assert.True(encoder.call(text.narrow(1, 0, length)).allclose(whole, 1e-4, 1e-6), $"{length} of {one.Shape.Sizes[0]} places");
            }
        },
        iter: 10,
        threads: 1);

    [Fact]
    public void Filters_see_neighbours_and_zeros_beyond_the_end()
    {
        using var scope = NewDisposeScope();
        var encoder = new TextCnnConfig { Width = 1, FilterWidths = [2], Filters = 1 }.Build(new TextShape(3, 5));
        encoder.eval();
        using (no_grad())
        {
            encoder.get_parameter("table.weight")!.copy_(tensor(new[,] { { 0f }, { 0 }, { 1 }, { 2 }, { 4 } }));
            encoder.get_parameter("filters.0.weight")!.copy_(tensor(new[, ,] { { { 10f, 1 } } }));
            encoder.get_parameter("filters.0.bias")!.fill_(0.5f);
        }

        // 10·1 + 2, 10·2 + 4, 10·4 + 0; 10·2; nothing; 10·1 + 1, 10·1 + 4, 10·4
        Assert.Equal(
            [40.5f, 20.5f, 0, 40.5f],
            encoder.call(tensor(new long[,] { { 2, 3, 4 }, { 3, 0, 0 }, { 0, 0, 0 }, { 2, 2, 4 } })).data<float>());
    }

    [Fact]
    public void What_no_token_of_the_train_rows_has_starts_as_zero()
    {
        using var scope = NewDisposeScope();
        foreach (var config in new TextInputConfig[] { new TextBagConfig(), new TextCnnConfig(), new TextTransformerConfig() })
        {
            var table = config.Build(new TextShape(4, 6)).get_parameter("table.weight")!;
            Assert.Equal(0, table.narrow(0, 0, 2).abs().max().ToSingle());
            Assert.True(table.narrow(0, 2, 4).abs().amax([1]).min().ToSingle() > 0);
        }
    }

    [Fact]
    public void Images_that_are_too_small_are_refused_by_the_size_they_need()
    {
        Assert.Equal(
            "conv_net of 3 blocks, each of which halves the image, needs images of at least 8 x 8 pixels; these have 28 x 7.",
            Refusal(new ConvNetConfig(), 28, 7));
        Assert.Equal("resnet_9 needs images of at least 16 x 16 pixels; these have 15 x 16.", Refusal(new ResNet9Config(), 15, 16));
        Assert.Equal("resnet_18 needs images of at least 9 x 9 pixels; these have 8 x 8.", Refusal(new ResNet18Config(), 8, 8));
    }

    [Fact]
    public void Encoders_without_layers_are_problems()
    {
        Assert.Equal(
            "channels is an empty list. Allowed: at least one block; without convolutions use type: flat.",
            Assert.Single<Problem>(new ConvNetConfig { Channels = [] }.Problems()).ToString());
        Assert.Equal(
            "filter_widths is an empty list. Allowed: at least one width; without filters use type: bag.",
            Assert.Single<Problem>(new TextCnnConfig { FilterWidths = [] }.Problems()).ToString());
        Assert.Equal(
            "width is 10. Allowed: a multiple of heads, which is 4.",
            Assert.Single<Problem>(new TextTransformerConfig { Width = 10 }.Problems()).ToString());
    }

    [Fact]
    public void A_residual_network_of_18_layers_has_the_published_count_of_weights()
    {
        using var scope = NewDisposeScope();
        var encoder = new ResNet18Config().Build(Image(64, 64, 3));

        // torchvision's resnet18, 11,689,512, less its layer of 512 x 1000 weights and 1000 biases
        Assert.Equal(11_176_512, encoder.parameters().Sum(parameter => parameter.numel()));
    }

    private static string Refusal(ImageInputConfig config, int height, int width) =>
        Assert.Throws<ArgumentException>(() => config.Build(Image(height, width, 1))).Message;

    private static ImageShape Image(int height, int width, int channels) => new(height, width, channels)
    {
        Mean = [.. Enumerable.Repeat(0.4, channels)],
        Deviation = [.. Enumerable.Repeat(0.3, channels)],
    };

    private static Gen<(BlockShape, Func<BlockEncoder>)> Of<TConfig>(Gen<TConfig> configs) where TConfig : TextInputConfig =>
        Gen.Select(configs, Texts, (config, shape) => ((BlockShape)shape, (Func<BlockEncoder>)(() => config.Build(shape))));

    private static Gen<(BlockShape, Func<BlockEncoder>)> Of<TConfig>(Gen<TConfig> configs, int leastPixels) where TConfig : ImageInputConfig =>
        Gen.Select(configs, Gen.Int[0, 4], Gen.Int[0, 4], Gen.Bool.Select(isColour => isColour ? 3 : 1), (config, height, width, channels) =>
        {
            var shape = Image(leastPixels + height, leastPixels + width, channels);
            return ((BlockShape)shape, (Func<BlockEncoder>)(() => config.Build(shape)));
        });
}

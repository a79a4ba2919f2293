using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

/// <summary>Layers over images and series of any size: [rows, 4, height, width], and [rows, time, 4].</summary>
public sealed class DynamicSpaceTests
{
    private static readonly OnnxOptions AnySize = new()
    {
        DynamicDimensions = [new Dictionary<int, string> { [0] = "rows", [2] = "height", [3] = "width" }],
    };

    private static readonly OnnxOptions AnyTime = new()
    {
        DynamicDimensions = [new Dictionary<int, string> { [0] = "rows", [1] = "time" }],
    };

    public static TheoryData<string> ImageNames() => new(Images.Keys);

    public static TheoryData<string> SeriesNames() => new(Series.Keys);

    [Theory, MemberData(nameof(ImageNames))]
    public void A_layer_over_images_of_any_size(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var layer = Images[name]();
        Parity.HoldsAt(
            [layer],
            [randn(2, 4, 12, 16)],
            [[randn(1, 4, 8, 8)], [randn(3, 4, 10, 14)], [randn(2, 4, 22, 6)]],
            inputs => [layer.call(inputs[0])],
            AnySize,
            1e-4,
            1e-5);
    }

    [Theory, MemberData(nameof(SeriesNames))]
    public void A_layer_over_series_of_any_length(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var layer = Series[name]();
        Parity.HoldsAt(
            [layer],
            [randn(2, 6, 4)],
            [[randn(1, 1, 4)], [randn(3, 9, 4)], [randn(2, 23, 4)]],
            inputs => [layer.call(inputs[0])],
            AnyTime,
            1e-4,
            1e-5);
    }

    // TorchSharp leaves the weights of a group norm as its memory was, which may be anything.
    private static Module<Tensor, Tensor> Groups()
    {
        using var frozen = no_grad();
        var groups = GroupNorm(2, 4);
        foreach (var parameter in groups.parameters())
            parameter.normal_();
        return groups;
    }

    [Fact]
    public void A_decoder_over_series_of_any_two_lengths()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var layer = TransformerDecoderLayer(4, 2, 8);
        Parity.HoldsAt(
            [layer],
            [randn(2, 6, 4), randn(2, 5, 4)],
            [[randn(1, 1, 4), randn(1, 1, 4)], [randn(3, 9, 4), randn(3, 4, 4)]],
            inputs => [layer.call(inputs[0].transpose(0, 1), inputs[1].transpose(0, 1)).transpose(0, 1)],
            new OnnxOptions
            {
                DynamicDimensions =
                [
                    new Dictionary<int, string> { [0] = "rows", [1] = "time" }, new Dictionary<int, string> { [0] = "rows", [1] = "past" },
                ],
            },
            1e-4,
            1e-5);
    }

    private static readonly IReadOnlyDictionary<string, Func<Module<Tensor, Tensor>>> Images = new Dictionary<string, Func<Module<Tensor, Tensor>>>
    {
        ["convolution"] = () => Conv2d(4, 3, 3, padding: 1),
        ["convolution with stride"] = () => Conv2d(4, 3, 3, stride: 2, padding: 1),
        ["same convolution"] = () => Conv2d(4, 3, 4, padding: Padding.Same),
        ["circular convolution"] = () => Conv2d(4, 3, 3, padding: 1, padding_mode: PaddingModes.Circular),
        ["transposed convolution"] = () => ConvTranspose2d(4, 3, 3, stride: 2, padding: 1, output_padding: 1),
        ["largest"] = () => MaxPool2d(2),
        ["largest with ceil"] = () => MaxPool2d(3, 2, 1, ceil_mode: true),
        ["mean"] = () => AvgPool2d(3, 2, 1),
        ["mean with ceil"] = () => AvgPool2d(3, 2, 1, ceil_mode: true),
        ["mean with ceil, padding not counted"] = () => AvgPool2d(3, 2, 1, ceil_mode: true, count_include_pad: false),
        ["mean of all"] = () => AdaptiveAvgPool2d(1),
        ["largest of all"] = () => AdaptiveMaxPool2d([1, 1]),
        ["batch norm"] = () => BatchNorm2d(4),
        ["group norm"] = Groups,
        ["group norm after a stride"] = () => Sequential(Conv2d(4, 4, 3, stride: 2), Groups(), ReLU()),
        ["instance norm"] = () => InstanceNorm2d(4, affine: true),
        ["local response norm"] = () => LocalResponseNorm(3),
        ["slopes"] = () => PReLU(4),
        ["gates"] = () => GLU(1),
        ["reflection"] = () => ReflectionPad2d((2, 1, 0, 3)),
        ["nearest"] = () => Upsample(scale_factor: [2, 3]),
        ["bilinear"] = () => Upsample(scale_factor: [2, 3], mode: UpsampleMode.Bilinear),
        ["bilinear aligned"] = () => Upsample(scale_factor: [2, 3], mode: UpsampleMode.Bilinear, align_corners: true),
        ["bicubic"] = () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bicubic),
        ["nearest to a size"] = () => Upsample(size: [16, 24]),
        ["pixel shuffle"] = () => PixelShuffle(2),
        ["pixel unshuffle"] = () => PixelUnshuffle(2),
        ["channel shuffle"] = () => ChannelShuffle(2),
        ["up and down"] = () => Sequential(Conv2d(4, 8, 3, stride: 2, padding: 1), Upsample(scale_factor: [2, 2]), Conv2d(8, 2, 1)),
        ["to the size of the input"] = () => new Restored(),
    };

    private static readonly IReadOnlyDictionary<string, Func<Module<Tensor, Tensor>>> Series = new Dictionary<string, Func<Module<Tensor, Tensor>>>
    {
        ["linear"] = () => Linear(4, 3),
        ["layer norm"] = () => LayerNorm(4),
        ["recurrent"] = () => new Recurrent(),
        ["attention"] = () => new Attending(),
        ["transformer"] = () => new Encoding(),
    };

    private sealed class Restored : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Conv2d down = Conv2d(4, 4, 3, stride: 2, padding: 1);

        internal Restored() : base(nameof(Restored)) => RegisterComponents();

        public override Tensor forward(Tensor input) =>
            input + F.interpolate(down.call(input), size: [input.shape[2], input.shape[3]], mode: InterpolationMode.Bilinear);
    }

    private sealed class Recurrent : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.LSTM layers = LSTM(4, 5, 2, batchFirst: true, bidirectional: true);

        internal Recurrent() : base(nameof(Recurrent)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layers.call(input).Item1;
    }

    private sealed class Attending : Module<Tensor, Tensor>
    {
        internal Attending() : base(nameof(Attending)) => RegisterComponents();

        public override Tensor forward(Tensor input) => F.scaled_dot_product_attention(input, input * 2, input, is_casual: true);
    }

    private sealed class Encoding : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.TransformerEncoder layers = TransformerEncoder(TransformerEncoderLayer(4, 2, 8), 2);

        internal Encoding() : base(nameof(Encoding)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layers.call(input.transpose(0, 1)).transpose(0, 1);
    }
}

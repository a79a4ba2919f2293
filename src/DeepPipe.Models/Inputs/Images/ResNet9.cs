using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="ResNet9Config"/>.</summary>
internal sealed class ResNet9 : BlockEncoder
{
    private readonly StandardPixels pixels;
    private readonly Sequential layers;

    /// <exception cref="ArgumentException">An image has less than 16 pixels in height or width.</exception>
    public ResNet9(ResNet9Config config, ImageShape shape) : base(nameof(ResNet9), 8 * config.Channels)
    {
        shape.RequirePixels(16, "resnet_9");
        pixels = new(shape);
        var width = config.Channels;
        layers = nn.Sequential(
            ("first", Convolution.Of(shape.Channels, width)),
            ("widen1", Convolution.Of(width, 2 * width)), ("pool1", nn.MaxPool2d(2)), ("residual1", new ResidualConvolutions(2 * width)),
            ("widen2", Convolution.Of(2 * width, 4 * width)), ("pool2", nn.MaxPool2d(2)),
            ("widen3", Convolution.Of(4 * width, 8 * width)), ("pool3", nn.MaxPool2d(2)), ("residual3", new ResidualConvolutions(8 * width)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => layers.call(pixels.call(input)).amax([2, 3]);

    /// <summary>Two convolutions, added to what they read.</summary>
    private sealed class ResidualConvolutions : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first;
        private readonly nn.Module<Tensor, Tensor> second;

        public ResidualConvolutions(int channels) : base(nameof(ResidualConvolutions))
        {
            first = Convolution.Of(channels, channels);
            second = Convolution.Of(channels, channels);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input + second.call(first.call(input));
    }
}

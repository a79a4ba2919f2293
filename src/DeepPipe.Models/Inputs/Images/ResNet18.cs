using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="ResNet18Config"/>.</summary>
internal sealed class ResNet18 : BlockEncoder
{
    private const int LargeImagePixels = 64;

    private readonly StandardPixels pixels;
    private readonly Sequential stem;
    private readonly ModuleList<BasicBlock> blocks;

    /// <exception cref="ArgumentException">An image has less than 9 pixels in height or width.</exception>
    public ResNet18(ResNet18Config config, ImageShape shape) : base(nameof(ResNet18), 8 * config.Channels)
    {
        // From 9 on the last stage sees more than one pixel, so that a batch of one row has a variance.
        shape.RequirePixels(9, "resnet_18");
        pixels = new(shape);
        var width = config.Channels;
        stem = Math.Min(shape.Height, shape.Width) < LargeImagePixels
            ? nn.Sequential(("first", Convolution.Of(shape.Channels, width)))
            : nn.Sequential(("first", Convolution.Of(shape.Channels, width, size: 7, stride: 2)), ("pool", nn.MaxPool2d(3, stride: 2, padding: 1)));
        blocks = nn.ModuleList<BasicBlock>(
            new(width, width, 1), new(width, width, 1), new(width, 2 * width, 2), new(2 * width, 2 * width, 1),
            new(2 * width, 4 * width, 2), new(4 * width, 4 * width, 1), new(4 * width, 8 * width, 2), new(8 * width, 8 * width, 1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var hidden = stem.call(pixels.call(input));             // [rows, channels, height, width]
        foreach (var block in blocks)
            hidden = block.call(hidden);
        return hidden.mean([2, 3]);
    }

    /// <summary>Two convolutions, added to what they read; where the shape changes, a convolution of 1 x 1 changes that too.</summary>
    private sealed class BasicBlock : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first;
        private readonly nn.Module<Tensor, Tensor> second;
        private readonly nn.Module<Tensor, Tensor>? shortcut;

        public BasicBlock(int from, int to, int stride) : base(nameof(BasicBlock))
        {
            first = Convolution.Of(from, to, stride: stride);
            second = Convolution.Of(to, to, activation: null);
            shortcut = stride == 1 ? null : Convolution.Of(from, to, size: 1, stride: stride, activation: null);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) =>
            (second.call(first.call(input)) + (shortcut is null ? input : shortcut.call(input))).relu();
    }
}

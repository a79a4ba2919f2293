using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="ConvNetConfig"/>.</summary>
internal sealed class ConvNet : BlockEncoder
{
    private readonly StandardPixels pixels;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> blocks;
    private readonly ImagePooling pooling;
    private readonly Dropout dropout;

    /// <exception cref="ArgumentException">The images are too small for so many blocks.</exception>
    public ConvNet(ConvNetConfig config, ImageShape shape) : base(nameof(ConvNet), WidthOf(config, shape))
    {
        pixels = new(shape);
        var channels = config.Channels.Prepend(shape.Channels).ToArray();
        blocks = nn.ModuleList(config.Channels.Select((to, block) => Block(config, channels[block], to)).ToArray());
        pooling = config.Pooling;
        dropout = nn.Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var hidden = pixels.call(input);                        // [rows, channels, height, width]
        foreach (var block in blocks)
            hidden = block.call(hidden);
        return dropout.call(pooling == ImagePooling.Average ? hidden.mean([2, 3]) : hidden.flatten(1));
    }

    private static nn.Module<Tensor, Tensor> Block(ConvNetConfig config, int from, int to) => nn.Sequential(
        Enumerable.Range(0, config.Convolutions)
            .Select(index => ($"{index}", Convolution.Of(index == 0 ? from : to, to, norm: config.Norm, activation: config.Activation)))
            .Append(("pool", nn.MaxPool2d(2))));

    // Checked here, for nothing of a module may exist before its base does.
    private static int WidthOf(ConvNetConfig config, ImageShape shape)
    {
        var blockCount = config.Channels.Count;
        shape.RequirePixels(blockCount < 31 ? 1 << blockCount : int.MaxValue, $"conv_net of {blockCount} blocks, each of which halves the image,");
        var pixelCount = config.Pooling == ImagePooling.Average ? 1 : (shape.Height >> blockCount) * (shape.Width >> blockCount);
        return config.Channels[^1] * pixelCount;
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A convolution, a norm and an activation: [rows, from, height, width] to [rows, to, height / stride, width / stride], rounded up.</summary>
internal static class Convolution
{
    /// <param name="from">Channels in.</param>
    /// <param name="to">Channels out.</param>
    /// <param name="size">The width of the square of pixels that it sees. Odd.</param>
    /// <param name="stride">How many pixels it goes on by.</param>
    /// <param name="norm">With a norm, the convolution has no bias: the norm would take it away.</param>
    /// <param name="activation">Null for none.</param>
    public static nn.Module<Tensor, Tensor> Of(
        int from,
        int to,
        int size = 3,
        int stride = 1,
        ChannelNormalization norm = ChannelNormalization.Batch,
        Activation? activation = Activation.Relu)
    {
        var isNormed = norm == ChannelNormalization.Batch;
        var parts = new List<(string, nn.Module<Tensor, Tensor>)> { ("conv", Drawn(from, to, size, stride, hasBias: !isNormed)) };
        if (isNormed)
            parts.Add(("norm", nn.BatchNorm2d(to)));
        if (activation is { } function)
            parts.Add(("activation", Activations.Of(function)));
        return nn.Sequential(parts);
    }

    // He et al., "Delving Deep into Rectifiers" (2015): weights that keep the variance through relu, on the way back.
    private static Conv2d Drawn(int from, int to, int size, int stride, bool hasBias)
    {
        var layer = nn.Conv2d(from, to, size, stride: stride, padding: size / 2, bias: hasBias);
        nn.init.normal_(layer.weight, 0, Math.Sqrt(2.0 / (to * size * size)));
        if (hasBias)
            nn.init.zeros_(layer.bias!);
        return layer;
    }
}

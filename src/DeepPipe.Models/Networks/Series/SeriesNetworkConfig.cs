using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// A network that reads the past steps of series, a vector a channel, and gives the steps that follow: float32 [rows, horizon · channels],
/// step by step, each with its channels side by side.
/// </summary>
public abstract record SeriesNetworkConfig : NetworkConfig
{
    /// <inheritdoc/>
    /// <param name="shape">Blocks of steps, all of one length, and what is forecast of them; nothing else.</param>
    /// <exception cref="ArgumentException">
    /// There is no series, or something besides; no forecast is asked for, or of another width; the series are too short.
    /// </exception>
    public sealed override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape)
    {
        shape.RequireInputs();
        var blocks = shape.Blocks.OfType<VectorShape>().Where(IsSeries).ToList();
        var hasOthers = shape.NumberWidth > 0 || shape.CategorySizes.Count > 0 || blocks.Count < shape.Blocks.Count;
        if (hasOthers || blocks.Exists(block => block.Width != blocks[0].Width))
        {
            var kinds = shape.Blocks.Select(Described);
            throw new ArgumentException(
                $"A network of series reads series of one length and nothing else; the shape has {shape.NumberWidth} numbers, "
                + $"{shape.CategorySizes.Count} categories and [{string.Join(", ", kinds)}].");
        }
        var channelCount = shape.ForecastBlocks.Count;
        if (channelCount == 0 || shape.OutputWidth % channelCount != 0)
            throw new ArgumentException($"The output is horizon * {channelCount} channels wide; {shape.OutputWidth} is no multiple of them.");
        return new SeriesNetwork(blocks, Build(new SeriesShape(blocks[0].Width, blocks.Count), shape.OutputWidth / channelCount), shape.ForecastBlocks);
    }

    private static bool IsSeries(BlockShape block) => block is VectorShape { Mean.Count: 1 };

    private static string Described(BlockShape block) =>
        IsSeries(block) ? $"series of {((VectorShape)block).Width}" : block.GetType().Name[..^"Shape".Length].ToLowerInvariant();

    /// <summary>Float32 [rows, look-back, channels] to [rows, horizon, channels].</summary>
    internal abstract nn.Module<Tensor, Tensor> Build(SeriesShape series, int horizon);
}

using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// A network that reads one block, a series, and gives the steps that follow it: float32 [rows, horizon · channels], step by step, each
/// with its channels side by side.
/// </summary>
public abstract record SeriesNetworkConfig : NetworkConfig
{
    /// <inheritdoc/>
    /// <param name="shape">One block, a <see cref="SeriesShape"/>; the output's width is horizon · channels.</param>
    /// <exception cref="ArgumentException">
    /// There is no series, or something besides it; the output's width is no multiple of the channels; the series is too short.
    /// </exception>
    public sealed override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape)
    {
        shape.RequireInputs();
        if (shape is not { NumberWidth: 0, CategorySizes.Count: 0, Blocks: [SeriesShape series] })
        {
            var kinds = shape.Blocks.Select(block => block.GetType().Name[..^"Shape".Length].ToLowerInvariant());
            throw new ArgumentException(
                $"A network of series reads one series and nothing else; the shape has {shape.NumberWidth} numbers, "
                + $"{shape.CategorySizes.Count} categories and [{string.Join(", ", kinds)}].");
        }
        if (shape.OutputWidth % series.Channels != 0)
            throw new ArgumentException($"The output is horizon * {series.Channels} channels wide; {shape.OutputWidth} is no multiple of them.");
        return new SeriesNetwork(Build(series, shape.OutputWidth / series.Channels));
    }

    /// <summary>Float32 [rows, look-back, channels] to [rows, horizon, channels].</summary>
    internal abstract nn.Module<Tensor, Tensor> Build(SeriesShape series, int horizon);
}

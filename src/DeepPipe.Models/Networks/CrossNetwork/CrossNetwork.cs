using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="CrossNetworkConfig"/>. Weights start as PyTorch's defaults.</summary>
internal sealed class CrossNetwork : nn.Module<FeatureTensors, Tensor>
{
    // A cross multiplies the input with itself: beyond this bound, the last product of a row would not be a float32.
    private const double LargestPower = 1e30;

    private readonly Scalar lowest;
    private readonly Scalar highest;
    private readonly TableInput input;
    private readonly ModuleList<Linear> crosses;
    private readonly ModuleList<Linear> layers;
    private readonly Dropout dropout;
    private readonly Linear output;

    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public CrossNetwork(CrossNetworkConfig config, NetworkShape shape) : base(nameof(CrossNetwork))
    {
        var bound = Math.Pow(LargestPower, 1.0 / (config.CrossLayers + 1));
        (lowest, highest) = ((-bound).ToScalar(), bound.ToScalar());
        input = new(config, shape);
        var width = input.OutputWidth;
        int[] widths = [width, .. config.Layers];
        crosses = nn.ModuleList(Enumerable.Range(0, config.CrossLayers).Select(_ => nn.Linear(width, width)).ToArray());
        layers = nn.ModuleList(config.Layers.Select((one, layer) => nn.Linear(widths[layer], one)).ToArray());
        dropout = nn.Dropout(config.Dropout);
        output = nn.Linear(width + widths[^1], shape.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var start = input.call(features).clamp(lowest, highest);  // [rows, width]
        var crossed = start;
        foreach (var cross in crosses)
            crossed = start * cross.call(crossed) + crossed;
        var deep = start;
        foreach (var layer in layers)
            deep = dropout.call(layer.call(deep).relu());
        return output.call(cat([crossed, deep], 1));
    }
}

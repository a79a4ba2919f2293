using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="WideAndDeepConfig"/>.</summary>
internal sealed class WideAndDeepNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly LinearNetwork wide;
    private readonly MlpNetwork deep;

    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public WideAndDeepNetwork(WideAndDeepConfig config, NetworkShape shape) : base(nameof(WideAndDeepNetwork))
    {
        wide = new(shape);
        deep = new(
            new MlpConfig
            {
                Layers = config.Layers,
                Dropout = config.Dropout,
                Numbers = config.Numbers,
                Categories = config.Categories,
                Texts = config.Texts,
                Sets = config.Sets,
                Vectors = config.Vectors,
                Images = config.Images,
            },
            shape);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features) => wide.call(features) + deep.call(features);
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="WideAndDeepConfig"/>.</summary>
internal sealed class WideAndDeepNetwork : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly LinearNetwork wide;
    private readonly MlpNetwork deep;

    /// <exception cref="ArgumentException">The shape has neither numbers nor categories.</exception>
    public WideAndDeepNetwork(WideAndDeepConfig config, NetworkShape shape) : base(nameof(WideAndDeepNetwork))
    {
        wide = new(shape);
        deep = new(
            new MlpConfig { Layers = config.Layers, Dropout = config.Dropout, Numbers = config.Numbers, Categories = config.Categories },
            shape);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numbers, Tensor codes) => wide.call(numbers, codes) + deep.call(numbers, codes);
}

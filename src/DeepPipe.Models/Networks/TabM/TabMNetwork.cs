using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="TabMConfig"/>. The output is [rows, members, OutputWidth].</summary>
internal sealed class TabMNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly TableInput input;
    private readonly MemberScale? scale;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> layers;
    private readonly Dropout dropout;
    private readonly GroupwiseLinear output;
    private readonly int memberCount;

    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public TabMNetwork(TabMConfig config, NetworkShape shape) : base(nameof(TabMNetwork))
    {
        memberCount = config.Members;
        input = new(config, shape);
        int[] widths = [input.OutputWidth, .. config.Layers];
        // Signs tell members apart; vectors, which weights can turn, are told apart better by normal factors.
        var first = config.Numbers.VectorWidth is null ? ScaleStart.Signs : ScaleStart.Normal;
        scale = config.Mini ? new(memberCount, input.FeatureWidths, first) : null;
        layers = nn.ModuleList<nn.Module<Tensor, Tensor>>([.. config.Layers.Select((width, layer) => config.Mini
            ? (nn.Module<Tensor, Tensor>)nn.Linear(widths[layer], width)
            : new MemberLinear(memberCount, layer == 0 ? input.FeatureWidths : [widths[layer]], width, layer == 0 ? first : ScaleStart.Ones))]);
        dropout = nn.Dropout(config.Dropout);
        output = GroupwiseLinear.Drawn(memberCount, widths[^1], shape.OutputWidth);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var hidden = input.call(features).unsqueeze(1);                   // [rows, 1, width]
        if (scale is not null)
            hidden = scale.call(hidden);                                        // [rows, members, width]
        foreach (var layer in layers)
            hidden = dropout.call(layer.call(hidden).relu());
        return output.call(hidden);
    }
}

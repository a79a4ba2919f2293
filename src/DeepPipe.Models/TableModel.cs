using DeepPipe.Configuration;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Raw columns to answer: the fitted transform, the network and the head. This is what is captured for export.</summary>
public sealed class TableModel : nn.Module
{
    private readonly TableTransform transform;
    private readonly nn.Module<FeatureTensors, Tensor> network;
    private readonly nn.Module head;

    /// <summary>Joins the three, which the model then owns.</summary>
    /// <param name="transform">Raw columns to what the network reads.</param>
    /// <param name="network">What is trained.</param>
    /// <param name="head">Loss and answer.</param>
    /// <param name="shape">What the network was built for.</param>
    /// <exception cref="ArgumentException">The head is no module.</exception>
    public TableModel(TableTransform transform, nn.Module<FeatureTensors, Tensor> network, IHead head, NetworkShape shape) : base(nameof(TableModel))
    {
        this.transform = transform;
        this.network = network;
        this.head = head as nn.Module ?? throw new ArgumentException($"{head.GetType().Name} is no module.", nameof(head));
        Head = head;
        Shape = shape;
        register_module(nameof(transform), transform);
        register_module(nameof(network), network);
        register_module(nameof(head), this.head);
    }

    /// <summary>A model of fitted plans with fresh weights, drawn from torch's default generator.</summary>
    /// <param name="features">The fitted features.</param>
    /// <param name="targets">The fitted targets.</param>
    /// <param name="network">The section <c>network</c>.</param>
    /// <param name="binEdges">See <see cref="NetworkShape.BinEdges"/>; null where the network asks for none.</param>
    /// <param name="configs">The entries of <c>targets</c>; null for the defaults of each target's task.</param>
    /// <exception cref="ConfigException">The weights that the network starts from do not fit it.</exception>
    public static TableModel Of(
        FeaturePlan features,
        TargetPlans targets,
        NetworkConfig network,
        IReadOnlyList<IReadOnlyList<double>>? binEdges = null,
        IReadOnlyList<TargetConfig>? configs = null)
    {
        var head = Heads.Of(targets, configs);
        var shape = new NetworkShape(features.Numbers.Count, features.CategorySizes, head.OutputWidth)
        {
            IndicatorCount = features.NumberWidth - features.Numbers.Count,
            BinEdges = binEdges ?? [],
            Blocks = [.. features.Blocks.Select(BlockShape.Of)],
            ForecastBlocks = targets.Each is [ForecastTarget forecast] ? [.. forecast.ChannelNames.Select(features.BlockPlace)] : [],
        };
        var built = network.Build(shape);
        StartingWeights.Apply(network, built);
        return new(new(features), built, network.MemberCount > 1 ? new EnsembleHead(head) : head, shape);
    }

    /// <summary>Raw numbers and codes to what the network reads.</summary>
    public TableTransform Transform => transform;

    /// <summary>What is trained.</summary>
    public nn.Module<FeatureTensors, Tensor> Network => network;

    /// <summary>Loss and answer.</summary>
    public IHead Head { get; }

    /// <summary>What the network was built for.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The answer to raw rows.</summary>
    /// <returns>See <see cref="IHead.Decide"/>.</returns>
    public IReadOnlyList<Tensor> Answer(RawColumns raw) => Head.Answer(network.call(transform.Apply(raw)));
}

using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

/// <summary>A network as a user writes it.</summary>
public sealed class OwnNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly nn.Module<FeatureTensors, Tensor> inner;

    public OwnNetwork(
        NetworkShape shape, int width = 8, double dropout = 0, bool wide = false, Activation activation = Activation.Relu,
        IReadOnlyList<int>? more = null) : base(nameof(OwnNetwork))
    {
        Told = (width, dropout, wide, activation, more);
        inner = new MlpConfig { Layers = [width], Dropout = dropout, Activation = activation }.Build(shape);
        RegisterComponents();
    }

    public (int Width, double Dropout, bool Wide, Activation Activation, IReadOnlyList<int>? More) Told { get; }

    public override Tensor forward(FeatureTensors features) => inner.call(features);
}

/// <summary>Not fit to be made: an option of no known kind.</summary>
public sealed class OddNetwork(NetworkShape shape, DateTime when) : nn.Module<FeatureTensors, Tensor>($"{shape} {when}")
{
    public override Tensor forward(FeatureTensors features) => features.Numbers;
}

/// <summary>Has an option without a default.</summary>
public sealed class AskingNetwork(NetworkShape shape, long depth) : nn.Module<FeatureTensors, Tensor>($"{shape} {depth}")
{
    public override Tensor forward(FeatureTensors features) => features.Numbers;
}

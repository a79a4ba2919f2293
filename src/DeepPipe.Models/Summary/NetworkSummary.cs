using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>What a network is made of, seen in a forward pass of two rows.</summary>
public sealed class NetworkSummary
{
    internal const int RowCount = 2;

    private readonly List<LayerSummary> layers = [];
    private readonly Dictionary<string, long> outputBytes = [];

    private NetworkSummary()
    {
    }

    /// <summary>The modules with weights of their own, in the order in which they are first called.</summary>
    public IReadOnlyList<LayerSummary> Layers => layers;

    /// <summary>
    /// What the outputs of all modules take for one row, in bytes: what a training step keeps for the way back, about. Results between
    /// modules are left out.
    /// </summary>
    public long BytesARow => outputBytes.Values.Sum() / RowCount;

    /// <summary>Runs the network in evaluation mode and leaves it as it was.</summary>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="shape">What it was built for; each input is taken to be 0.</param>
    public static NetworkSummary Of(nn.Module<FeatureTensors, Tensor> network, NetworkShape shape)
    {
        using var scope = NewDisposeScope();
        return Of(network, shape.Zeros(RowCount));
    }

    /// <summary>Runs the network in evaluation mode on <see cref="RowCount"/> rows and leaves it as it was.</summary>
    internal static NetworkSummary Of(nn.Module<FeatureTensors, Tensor> network, FeatureTensors twoRows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var summary = new NetworkSummary();
        var wasTraining = network.training;
        var hooks = network.named_modules().Prepend(("", (nn.Module)network)).Select(one => summary.Watch(one.Item1, one.Item2)).ToList();
        try
        {
            network.eval();
            network.call(twoRows);
            return summary;
        }
        finally
        {
            hooks.ForEach(remove => remove());
            network.train(wasTraining);
        }
    }

    // Returns what takes the hook off again.
    private Action Watch(string name, nn.Module module)
    {
        switch (module)
        {
            case nn.Module<Tensor, Tensor> one:
                return one.register_forward_hook((_, _, output) => See(name, module, output)).remove;
            case nn.Module<Tensor, Tensor, Tensor> two:
                return two.register_forward_hook((_, _, _, output) => See(name, module, output)).remove;
            case GRU gru:
                return gru.register_forward_hook((_, _, _, output) => (See(name, module, output.Item1), output.Item2)).remove;
            case LSTM lstm:
                return lstm.register_forward_hook((_, _, _, output) => (See(name, module, output.Item1), output.Item2, output.Item3)).remove;
            case nn.Module<FeatureTensors, Tensor> whole:
                return whole.register_forward_hook((_, _, output) => See(name, module, output)).remove;
            default:
                return () => { };
        }
    }

    private Tensor See(string name, nn.Module module, Tensor output)
    {
        outputBytes[name] = output.numel() * output.element_size();
        var own = module.named_parameters(recurse: false).Sum(parameter => parameter.parameter.numel());
        if (own > 0 && layers.TrueForAll(layer => layer.Name != name))
            layers.Add(new(name, module.GetType().Name, output.shape, own));
        return output;
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>As long as it lives, a model's linear layers hold what their adapters add: it answers as before, by plain layers.</summary>
public sealed class MergedAdapters : IDisposable
{
    private readonly List<(Linear Layer, LowRankAdapter Adapter, Tensor Own)> layers = [];

    /// <summary>Merges all adapters of a model; does nothing where it has none.</summary>
    public MergedAdapters(nn.Module model)
    {
        using var frozen = no_grad();
        foreach (var (_, module) in model.named_modules())
        {
            if (module is not Linear layer || layer.named_children().Select(child => child.module).OfType<LowRankAdapter>().FirstOrDefault() is not { } adapter)
                continue;
            layers.Add((layer, adapter, layer.weight!.clone().DetachFromDisposeScope()));
            using var addend = adapter.Addend();
            layer.weight!.add_(addend);
            adapter.IsMerged = true;
        }
    }

    /// <summary>Gives the layers their own weights back, bit for bit.</summary>
    public void Dispose()
    {
        using var frozen = no_grad();
        foreach (var (layer, adapter, own) in layers)
        {
            layer.weight!.copy_(own);
            own.Dispose();
            adapter.IsMerged = false;
        }
        layers.Clear();
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>One kind of optimizer state for each parameter, laid out as the flat buffer is; starts at 0.</summary>
internal sealed class FlatState : IDisposable
{
    public FlatState(FlatParameters parameters, string kind)
    {
        Values = zeros_like(parameters.Values).DetachFromDisposeScope();
        Named = parameters.Segments
            .SelectMany(segment => segment.Slices)
            .ToDictionary(slice => $"{kind}/{slice.Name}", slice => slice.ViewOf(Values).DetachFromDisposeScope());
    }

    public Tensor Values { get; }

    public IReadOnlyDictionary<string, Tensor> Named { get; }

    public void Dispose()
    {
        foreach (var view in Named.Values)
            view.Dispose();
        Values.Dispose();
    }
}

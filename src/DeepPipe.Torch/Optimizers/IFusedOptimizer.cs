using TorchSharp;

namespace DeepPipe.Torch;

/// <summary>An optimizer that updates a flat parameter buffer in one fused kernel a segment.</summary>
public interface IFusedOptimizer : IDisposable
{
    /// <summary>Applies the gradients to the parameters, without waiting for the device.</summary>
    /// <param name="learningRate">The step size; at least 0.</param>
    void Step(double learningRate);

    /// <summary>
    /// What the optimizer remembers, by stable names made of a kind and the parameter's own name, for example
    /// <c>exp_avg/layers.0.weight</c>. The tensors are the live state: copying into them restores it.
    /// </summary>
    IReadOnlyDictionary<string, torch.Tensor> State { get; }
}

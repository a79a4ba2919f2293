using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>Stochastic gradient descent with momentum through torch's fused kernel, on CPU and CUDA.</summary>
public sealed class FusedSgd : IFusedOptimizer
{
    private readonly FlatState? momenta;
    private readonly FusedKernel kernel;

    /// <summary>Starts with no momentum.</summary>
    /// <param name="parameters">What is updated; each segment by its own learning rate and weight decay (added to the gradient, as in torch.optim.SGD).</param>
    /// <param name="momentum">At least 0, below 1.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum; needs momentum greater than 0.</param>
    /// <exception cref="ArgumentException">Nesterov without momentum.</exception>
    public FusedSgd(FlatParameters parameters, double momentum, bool nesterov)
    {
        if (nesterov && !(momentum > 0))
            throw new ArgumentException("Nesterov needs a momentum greater than 0.", nameof(nesterov));
        momenta = momentum > 0 ? new FlatState(parameters, "momentum_buffer") : null;
        State = momenta?.Named ?? new Dictionary<string, Tensor>();
        kernel = new FusedKernel(Calls(parameters, momentum, nesterov), Arguments(parameters));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> State { get; }

    /// <inheritdoc/>
    public void Step(double learningRate) => kernel.Run(learningRate);

    /// <inheritdoc/>
    public void Dispose()
    {
        kernel.Dispose();
        momenta?.Dispose();
    }

    private IEnumerable<Tensor> Arguments(FlatParameters parameters) =>
        from segment in parameters.Segments
        from flat in new[] { parameters.Values, parameters.Gradients, momenta?.Values }
        where flat is not null
        select segment.ViewOf(flat);

    // A momentum that starts at 0 makes the kernel's special first step needless: 0 * momentum + gradient is the gradient.
    private static IEnumerable<string> Calls(FlatParameters parameters, double momentum, bool nesterov)
    {
        var width = momentum > 0 ? 3 : 2;
        return parameters.Segments.Select((segment, index) =>
        {
            var at = width * index;
            var buffers = momentum > 0 ? $"a{at + 2}" : "[]";
            return $"torch._fused_sgd_(a{at}, a{at + 1}, {buffers}, lr={FusedKernel.Rate(segment)}, "
                + $"weight_decay={FusedKernel.Literal(segment.WeightDecay)}, momentum={FusedKernel.Literal(momentum)}, "
                + $"dampening=0.0, nesterov={nesterov}, maximize=False, is_first_step=False)";
        });
    }
}

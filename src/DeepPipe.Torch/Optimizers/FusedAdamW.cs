using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>AdamW (Loshchilov and Hutter, arXiv:1711.05101) through torch's fused kernel, on CPU and CUDA.</summary>
public sealed class FusedAdamW : IFusedOptimizer
{
    private readonly FlatState means;
    private readonly FlatState squares;
    private readonly Tensor stepCount;
    private readonly FusedKernel kernel;

    /// <summary>Starts with no memory of earlier steps.</summary>
    /// <param name="parameters">What is updated; each segment by its own weight decay and learning rate.</param>
    /// <param name="beta1">Decay of the running mean of gradients; at least 0, below 1.</param>
    /// <param name="beta2">Decay of the running mean of squared gradients; at least 0, below 1.</param>
    /// <param name="epsilon">Added to the denominator; greater than 0.</param>
    public FusedAdamW(FlatParameters parameters, double beta1, double beta2, double epsilon)
    {
        means = new FlatState(parameters, "exp_avg");
        squares = new FlatState(parameters, "exp_avg_sq");
        stepCount = zeros([], ScalarType.Float32, parameters.Values.device).DetachFromDisposeScope();
        State = means.Named.Concat(squares.Named).Append(new("step", stepCount)).ToDictionary();
        kernel = new FusedKernel(Calls(parameters, beta1, beta2, epsilon), Arguments(parameters));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> State { get; }

    /// <inheritdoc/>
    public void Step(double learningRate) => kernel.Run(learningRate);

    /// <inheritdoc/>
    public void Dispose()
    {
        kernel.Dispose();
        means.Dispose();
        squares.Dispose();
        stepCount.Dispose();
    }

    private IEnumerable<Tensor> Arguments(FlatParameters parameters) =>
        parameters.Segments
            .SelectMany(segment => new[] { parameters.Values, parameters.Gradients, means.Values, squares.Values }.Select(segment.ViewOf))
            .Prepend(stepCount.alias());

    private static IEnumerable<string> Calls(FlatParameters parameters, double beta1, double beta2, double epsilon)
    {
        var constants = $"beta1={FusedKernel.Literal(beta1)}, beta2={FusedKernel.Literal(beta2)}, eps={FusedKernel.Literal(epsilon)}, "
            + "amsgrad=False, maximize=False";
        return parameters.Segments
            .Select((segment, index) =>
            {
                var at = 1 + (4 * index);
                return $"torch._fused_adamw_(a{at}, a{at + 1}, a{at + 2}, a{at + 3}, [], a0, lr={FusedKernel.Rate(segment)}, "
                    + $"weight_decay={FusedKernel.Literal(segment.WeightDecay)}, {constants})";
            })
            .Prepend("torch._foreach_add_(a0, 1)");
    }
}

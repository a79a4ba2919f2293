using DeepPipe.Configuration;
using DeepPipe.Torch;

namespace DeepPipe.Training;

/// <summary>Stochastic gradient descent, with momentum where asked for.</summary>
public sealed record SgdConfig : OptimizerConfig, IValidated
{
    /// <summary>The step size once warm-up is over.</summary>
    /// <value>Default 1e-2. Greater than 0, at most 10.</value>
    [Within(Above = 0, AtMost = 10)]
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>How much of the last step is carried on.</summary>
    /// <value>Default 0.9. At least 0, below 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether to look ahead along the momentum.</summary>
    /// <value>Default false. Needs a momentum greater than 0.</value>
    public bool Nesterov { get; init; }

    /// <summary>The decay of weight matrices and embeddings, added to their gradient; biases and norms never decay.</summary>
    /// <value>Default 0. At least 0.</value>
    [Within(AtLeast = 0)]
    public double WeightDecay { get; init; }

    internal override double PeakLearningRate => LearningRate;

    internal override double MatrixDecay => WeightDecay;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Nesterov && Momentum == 0)
            yield return new Problem("nesterov", Nesterov, "true only with a momentum greater than 0");
    }

    internal override IFusedOptimizer Build(FlatParameters parameters) => new FusedSgd(parameters, Momentum, Nesterov);
}

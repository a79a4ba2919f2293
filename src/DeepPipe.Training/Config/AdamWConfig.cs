using DeepPipe.Configuration;
using DeepPipe.Torch;

namespace DeepPipe.Training;

/// <summary>AdamW: steps scaled by running means of the gradient and its square, with decoupled weight decay.</summary>
public sealed record AdamWConfig : OptimizerConfig, IValidated
{
    /// <summary>The step size once warm-up is over.</summary>
    /// <value>Default 1e-3. Greater than 0, at most 1.</value>
    [Within(Above = 0, AtMost = 1)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The decay of weight matrices and embeddings, times the learning rate; biases and norms never decay.</summary>
    /// <value>Default 1e-2. At least 0.</value>
    [Within(AtLeast = 0)]
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>The decays of the running means of the gradient and of its square.</summary>
    /// <value>Default [0.9, 0.999]. Two numbers, each at least 0 and below 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public IReadOnlyList<double> Betas { get; init; } = [0.9, 0.999];

    /// <summary>Added to the denominator of the step.</summary>
    /// <value>Default 1e-8. Greater than 0.</value>
    [Within(Above = 0)]
    public double Eps { get; init; } = 1e-8;

    internal override double PeakLearningRate => LearningRate;

    internal override double MatrixDecay => WeightDecay;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Betas.Count != 2)
            yield return new Problem("betas", new Phrase($"a list of {Betas.Count}"), "two numbers, each at least 0 and less than 1");
    }

    internal override IFusedOptimizer Build(FlatParameters parameters) => new FusedAdamW(parameters, Betas[0], Betas[1], Eps);
}

using DeepPipe.Configuration;
using DeepPipe.Torch;

namespace DeepPipe.Training;

/// <summary>How a gradient changes the parameters.</summary>
[Variant("adamw", typeof(AdamWConfig))]
[Variant("sgd", typeof(SgdConfig))]
public abstract record OptimizerConfig
{
    /// <summary>The step size once warm-up is over.</summary>
    internal abstract double PeakLearningRate { get; }

    /// <summary>The decay of matrices; vectors (biases, norms) never decay.</summary>
    internal abstract double MatrixDecay { get; }

    /// <summary>The optimizer over adopted parameters.</summary>
    internal abstract IFusedOptimizer Build(FlatParameters parameters);
}

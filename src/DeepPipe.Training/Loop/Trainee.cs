using DeepPipe.Features;
using DeepPipe.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>What is trained.</summary>
/// <param name="Model">
/// The module that owns everything that is trained or saved: its trainable parameters are adopted, its state is what a checkpoint
/// holds, under its own names.
/// </param>
/// <param name="Network">Features to [rows, output width]; within the model.</param>
/// <param name="Head">Loss and answers of the network's output; within the model where it has state.</param>
/// <param name="Scorer">How answers are scored.</param>
public sealed record Trainee(nn.Module Model, nn.Module<FeatureTensors, Tensor> Network, IHead Head, IScorer Scorer)
{
    /// <summary>A model of table rows, scored by what its target is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="target">The fitted target.</param>
    public static Trainee Of(TableModel model, TargetPlan target) => new(model, model.Network, model.Head, ScorerOf(target));

    private static IScorer ScorerOf(TargetPlan target) => target switch
    {
        NumberTarget => new RegressionScorer(),
        ClassTarget { Task: TaskKind.Binary } binary => new ClassScorer(binary.Classes, positive: 1),
        ClassTarget classes => new ClassScorer(classes.Classes, positive: null),
        _ => throw new ArgumentException($"No scorer is known for a {target.GetType().Name}.", nameof(target)),
    };
}

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
    /// <summary>A model of table rows, scored by what its targets are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="targets">The fitted targets.</param>
    public static Trainee Of(TableModel model, TargetPlans targets) => new(
        model, model.Network, model.Head, targets.Each.Count == 1 ? TargetScorer.Of(targets)[0].Scorer : new JointScorer(targets));
}

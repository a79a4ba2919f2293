using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Chooses the head of a target, and asks it.</summary>
public static class Heads
{
    /// <summary>The head of a fitted target; it is a module too.</summary>
    /// <param name="target">The fitted target.</param>
    /// <param name="loss">What training makes small; null for the task's own.</param>
    public static IHead Of(TargetPlan target, LossConfig? loss = null) => (target, loss ?? LossConfig.DefaultOf(target.Task)) switch
    {
        (NumberTarget number, PoissonConfig) => new PoissonHead(number.Mean),
        (NumberTarget number, NumberLossConfig of) => new RegressionHead(number.Mean, number.Deviation, of),
        (ClassTarget { Task: TaskKind.Binary } classes, ClassLossConfig of) => new BinaryHead(LossOf(of, classes)),
        (ClassTarget classes, ClassLossConfig of) => new MulticlassHead(classes.Classes.Count, LossOf(of, classes)),
        _ => throw new ArgumentException($"No head is known for a {target.GetType().Name} with {loss}.", nameof(target)),
    };

    private static ClassLoss? LossOf(ClassLossConfig config, ClassTarget target) =>
        config is CrossEntropyConfig { LabelSmoothing: 0 } && target.Weights is null ? null : new(config, target);

    /// <summary>The answer of a network's output: what it says, decided. See <see cref="IHead.Decide"/>.</summary>
    public static IReadOnlyList<Tensor> Answer(this IHead head, Tensor output) => head.Decide(head.Estimate(output));
}

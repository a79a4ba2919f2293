using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Chooses the head of a target, and asks it.</summary>
public static class Heads
{
    /// <summary>The head of a fitted target; it is a module too.</summary>
    public static IHead Of(TargetPlan target) => target switch
    {
        NumberTarget number => new RegressionHead(number.Mean, number.Deviation),
        ClassTarget { Task: TaskKind.Binary } => new BinaryHead(),
        ClassTarget classes => new MulticlassHead(classes.Classes.Count),
        _ => throw new ArgumentException($"No head is known for a {target.GetType().Name}.", nameof(target)),
    };

    /// <summary>The answer of a network's output: what it says, decided. See <see cref="IHead.Decide"/>.</summary>
    public static IReadOnlyList<Tensor> Answer(this IHead head, Tensor output) => head.Decide(head.Estimate(output));
}

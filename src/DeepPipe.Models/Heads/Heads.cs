using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Chooses the head of a target, and asks it.</summary>
public static class Heads
{
    /// <summary>The head of a fitted target; it is a module too.</summary>
    /// <param name="target">The fitted target.</param>
    /// <param name="config">The entry of <c>targets</c>; null for the defaults of the target's task.</param>
    public static IHead Of(TargetPlan target, TargetConfig? config = null) => (target, config?.Loss ?? LossConfig.DefaultOf(target.Task)) switch
    {
        (NumberTarget number, PoissonConfig) => new PoissonHead(number.Mean),
        (NumberTarget number, NumberLossConfig of) => new RegressionHead(number.Mean, number.Deviation, of),
        (ClassTarget { Task: TaskKind.Binary } classes, ClassLossConfig of) => new BinaryHead(LossOf(of, classes), IsCalibrated(config), StartOf(config?.Threshold)),
        (ClassTarget classes, ClassLossConfig of) => new MulticlassHead(classes.Classes.Count, LossOf(of, classes), IsCalibrated(config)),
        _ => throw new ArgumentException($"No head is known for a {target.GetType().Name} with {config?.Loss}.", nameof(target)),
    };

    private static bool IsCalibrated(TargetConfig? config) => config?.Calibrate == CalibrationKind.Temperature;

    private static double? StartOf(ThresholdConfig? threshold) => threshold switch
    {
        FixedThresholdConfig at => at.At,
        TunedThresholdConfig => 0.5,
        _ => null,
    };

    private static ClassLoss? LossOf(ClassLossConfig config, ClassTarget target) =>
        config is CrossEntropyConfig { LabelSmoothing: 0 } && target.Weights is null ? null : new(config, target);

    /// <summary>The answer of a network's output: what it says, decided. See <see cref="IHead.Decide"/>.</summary>
    public static IReadOnlyList<Tensor> Answer(this IHead head, Tensor output) => head.Decide(head.Estimate(output));
}

using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Chooses the head of targets, and asks it.</summary>
public static class Heads
{
    /// <summary>The head of fitted targets; it is a module too.</summary>
    /// <param name="targets">The fitted targets.</param>
    /// <param name="configs">The entries of <c>targets</c>, in the same order; null for the defaults of each target's task.</param>
    public static IHead Of(TargetPlans targets, IReadOnlyList<TargetConfig>? configs = null) => targets.Each is [var single]
        ? Of(single, configs?[0])
        : new JointHead([.. targets.Each.Select((target, index) => new JointTarget(
            Of(target, configs?[index]), configs?[index].Weight ?? 1, target.Width, target is ClassTarget, target.SkipsMissing))]);

    /// <summary>The head of a fitted target; it is a module too.</summary>
    /// <param name="target">The fitted target.</param>
    /// <param name="config">The entry of <c>targets</c>; null for the defaults of the target's task.</param>
    public static IHead Of(TargetPlan target, TargetConfig? config = null) => (target, config?.Loss ?? LossConfig.DefaultOf(target.Task)) switch
    {
        (NumberTarget number, PoissonConfig) => new PoissonHead(number.Mean),
        (NumberTarget { Levels.Count: > 0 } number, _) => new QuantileHead(number),
        (ForecastTarget forecast, NumberLossConfig of) => new ForecastHead(forecast, of),
        (NumberTarget number, NumberLossConfig of) => new RegressionHead(number.Mean, number.Deviation, of),
        (ClassTarget { Task: TaskKind.Binary } classes, ClassLossConfig of) =>
            new BinaryHead(LossOf(of, classes.Weights), IsCalibrated(config), StartOf(config?.Threshold)),
        (ClassTarget classes, ClassLossConfig of) => new MulticlassHead(classes.Classes.Count, LossOf(of, classes.Weights), IsCalibrated(config)),
        (LabelsTarget labels, ClassLossConfig of) =>
            new LabelsHead(labels.Labels.Count, LossOf(of, labels.Weights), IsCalibrated(config), StartOf(config?.Threshold)),
        _ => throw new ArgumentException($"No head is known for a {target.GetType().Name} with {config?.Loss}.", nameof(target)),
    };

    private static bool IsCalibrated(TargetConfig? config) => config?.Calibrate == CalibrationKind.Temperature;

    private static double? StartOf(ThresholdConfig? threshold) => threshold switch
    {
        FixedThresholdConfig at => at.At,
        TunedThresholdConfig => 0.5,
        _ => null,
    };

    private static ClassLoss? LossOf(ClassLossConfig config, IReadOnlyList<double>? weights) =>
        config is CrossEntropyConfig { LabelSmoothing: 0 } && weights is null ? null : new(config, weights);

    /// <summary>The answer of a network's output: what it says, decided. See <see cref="IHead.Decide"/>.</summary>
    public static IReadOnlyList<Tensor> Answer(this IHead head, Tensor output) => head.Decide(head.Estimate(output));
}

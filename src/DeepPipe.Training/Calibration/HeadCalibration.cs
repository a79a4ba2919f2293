using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Sets what heads leave open until training is done: of each target its temperature, then its thresholds.</summary>
public static class HeadCalibration
{
    /// <summary>Fits them on the validation rows, in evaluation mode. A head without them is left as it is.</summary>
    /// <param name="trainee">The trained model.</param>
    /// <param name="validation">At least one row, on the model's device.</param>
    /// <param name="targets">The fitted targets.</param>
    /// <param name="thresholds">How the thresholds of each target are found; its head has some where this asks for it.</param>
    /// <returns>What was set, in a sentence; null where nothing was.</returns>
    public static string? Fit(Trainee trainee, PreparedPart validation, TargetPlans targets, IReadOnlyList<ThresholdConfig> thresholds)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var parts = trainee.Head.Parts;
        if (parts.All(part => part.Temperature is null) && !thresholds.OfType<TunedThresholdConfig>().Any())
            return null;
        var outputs = new Evaluator(trainee).Outputs(validation).to(validation.Targets.device);

        var said = new List<string>();
        var start = 0;
        foreach (var (part, scorer, threshold) in parts.Zip(TargetScorer.Of(targets), thresholds))
        {
            var first = start;
            var calibration = new TargetCalibration(
                part, scorer, validation.Targets, () => trainee.Head.Estimate(outputs).narrow(1, first, part.EstimateWidth));
            if (calibration.Fit(threshold as TunedThresholdConfig) is { } what)
                said.Add(parts.Count == 1 ? what : $"{scorer.Target.Column}: {what}");
            start += part.EstimateWidth;
        }
        return said.Count == 0 ? null : $"Fitted on the validation rows: {string.Join("; ", said)}";
    }
}

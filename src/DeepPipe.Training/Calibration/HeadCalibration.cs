using System.Globalization;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Sets what a head leaves open until training is done: its temperature, then its threshold.</summary>
public static class HeadCalibration
{
    /// <summary>Fits both on the validation rows, in evaluation mode. A head without them is left as it is.</summary>
    /// <param name="trainee">The trained model.</param>
    /// <param name="validation">At least one row, on the model's device.</param>
    /// <param name="threshold">How the threshold is found; the head has one where this asks for it.</param>
    /// <returns>What was set, in a sentence; null where nothing was.</returns>
    public static string? Fit(Trainee trainee, PreparedPart validation, ThresholdConfig threshold)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (head, tuned) = (trainee.Head, threshold as TunedThresholdConfig);
        if (head.Temperature is null && tuned is null)
            return null;
        var outputs = new Evaluator(trainee).Outputs(validation).to(validation.Targets.device);
        var targets = TensorValues.Integers(validation.Targets);

        var said = new List<string>();
        if (head.Temperature is { } temperature)
            said.Add($"the temperature is {Text(FitTemperature(temperature, () => LogLoss(head.Estimate(outputs), validation.Targets)))}");
        if (tuned is not null && head.Threshold is { } buffer)
        {
            var positive = TensorValues.Doubles(head.Estimate(outputs).select(1, 1));
            var best = BestThreshold.Of(positive, targets, tuned.Maximize);
            Set(buffer, best.Threshold);
            said.Add($"the threshold is {Text(best.Threshold)}");
        }
        return $"Fitted on the validation rows: {string.Join(", ", said)}";
    }

    // The log loss falls and then rises with the logarithm of the temperature: a golden section finds where it turns.
    private static double FitTemperature(Tensor temperature, Func<double> logLoss)
    {
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(0.05), Math.Log(20));
        while (high - low > 1e-4)
        {
            var (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
            if (At(left) <= At(right))
                high = right;
            else
                low = left;
        }
        var found = Math.Exp((low + high) / 2);
        Set(temperature, found);
        return found;

        double At(double logarithm)
        {
            Set(temperature, Math.Exp(logarithm));
            return logLoss();
        }
    }

    private static double LogLoss(Tensor probabilities, Tensor targets)
    {
        using var scope = NewDisposeScope();
        using var least = 1e-12.ToScalar();
        return probabilities.gather(1, targets.unsqueeze(1)).to(ScalarType.Float64).clamp(min: least).log().mean().neg().cpu().item<double>();
    }

    private static void Set(Tensor buffer, double value)
    {
        using var number = value.ToScalar();        // kept to the end of the call: its finalizer frees what the call reads
        using var filled = full_like(buffer, number);
        buffer.copy_(filled);
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}

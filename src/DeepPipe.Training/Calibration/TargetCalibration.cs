using System.Globalization;
using DeepPipe.Features;
using DeepPipe.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Fits the temperature and the thresholds of one target's head.</summary>
internal sealed class TargetCalibration
{
    private const int MostThresholdsSaid = 8;
    private static readonly Scalar One = 1.ToScalar();

    private readonly IHead head;
    private readonly Func<Tensor> estimate;
    private readonly Tensor truth;

    /// <param name="head">The target's head.</param>
    /// <param name="scorer">The target and its place.</param>
    /// <param name="targets">Those of all rows; see <see cref="TargetPlans.Encode"/>.</param>
    /// <param name="estimates">The head's estimates of all rows, by its temperature as it is.</param>
    public TargetCalibration(IHead head, TargetScorer scorer, Tensor targets, Func<Tensor> estimates)
    {
        this.head = head;
        var (own, rows) = scorer.Truth(targets);
        truth = scorer.Target is LabelsTarget ? own : own.to(ScalarType.Int64).unsqueeze(1);
        estimate = rows is null ? estimates : () => estimates().index_select(0, rows);
    }

    /// <summary>Fits both; a temperature where the head has one.</summary>
    /// <param name="tuned">How the thresholds are found; null where they are not fitted.</param>
    /// <returns>What was set, in words; null where nothing was.</returns>
    public string? Fit(TunedThresholdConfig? tuned)
    {
        var said = new List<string>();
        if (truth.shape[0] == 0)
            return null;
        if (head.Temperature is { } temperature)
            said.Add($"the temperature is {Text(FitTemperature(temperature))}");
        if (tuned is not null && head.Threshold is { } buffer)
            said.Add(Said(FitThresholds(buffer, tuned.Maximize)));
        return said.Count == 0 ? null : string.Join(", ", said);
    }

    private static string Said(double[] thresholds) => thresholds switch
    {
        [var only] => $"the threshold is {Text(only)}",
        { Length: <= MostThresholdsSaid } => $"the thresholds are {string.Join(", ", thresholds.Select(Text))}",
        _ => $"the {thresholds.Length.ToString(CultureInfo.InvariantCulture)} thresholds are from {Text(thresholds.Min())} to {Text(thresholds.Max())}",
    };

    // The log loss falls and then rises with the logarithm of the temperature: a golden section finds where it turns.
    private double FitTemperature(Tensor temperature)
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
            return LogLoss();
        }
    }

    // Of the probability that each row's class, or each label's presence or absence, was given.
    private double LogLoss()
    {
        using var scope = NewDisposeScope();
        using var least = 1e-12.ToScalar();
        var probabilities = estimate();
        var ofTruth = truth.dtype == ScalarType.Int64 ? probabilities.gather(1, truth) : probabilities.sub(truth).abs().neg().add(One);
        return ofTruth.to(ScalarType.Float64).clamp(min: least).log().mean().neg().cpu().item<double>();
    }

    private double[] FitThresholds(Tensor buffer, ThresholdScore score)
    {
        using var scope = NewDisposeScope();
        var probabilities = estimate();
        var isLabels = truth.dtype != ScalarType.Int64;
        double[] found =
        [
            .. Enumerable.Range(0, (int)buffer.numel()).Select(label => BestThreshold.Of(
                TensorValues.Doubles(probabilities.select(1, isLabels ? label : 1).cpu()),
                TensorValues.Integers(truth.select(1, label).cpu()),
                score).Threshold),
        ];
        buffer.copy_(tensor(found).reshape(buffer.shape));
        return found;
    }

    private static void Set(Tensor buffer, double value)
    {
        using var number = value.ToScalar();        // kept to the end of the call: its finalizer frees what the call reads
        using var filled = full_like(buffer, number);
        buffer.copy_(filled);
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}

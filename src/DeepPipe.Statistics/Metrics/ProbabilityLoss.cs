namespace DeepPipe.Statistics;

/// <summary>Losses of probabilities [rows, classes] against true class codes, averaged over the rows.</summary>
internal static class ProbabilityLoss
{
    private const double Clip = 2.220446049250313e-16;      // 2^-52, as scikit-learn clips float64

    public static double LogLoss(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount)
    {
        var loss = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            var sum = 0.0;
            foreach (var probability in probabilities.Slice(row * classCount, classCount))
                sum += Clipped(probability);
            loss -= Math.Log(Clipped(probabilities[row * classCount + labels[row]]) / sum);
        }
        return loss / labels.Length;
    }

    public static double Brier(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount)
    {
        var sum = 0.0;
        for (var index = 0; index < probabilities.Length; index++)
            sum += Square(probabilities[index] - (labels[index / classCount] == index % classCount ? 1 : 0));
        return sum / labels.Length;
    }

    public static double BinaryBrier(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int positive)
    {
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
            sum += Square(probabilities[2 * row + positive] - (labels[row] == positive ? 1 : 0));
        return sum / labels.Length;
    }

    private static double Clipped(double probability) => Math.Clamp(probability, Clip, 1 - Clip);

    private static double Square(double value) => value * value;
}

namespace DeepPipe.Statistics;

/// <summary>How many rows of each class were predicted as each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] counts;         // [truth, prediction], row-major

    internal ConfusionMatrix(int classCount, ReadOnlySpan<int> truth, ReadOnlySpan<int> predictions)
    {
        ClassCount = classCount;
        counts = new long[classCount * classCount];
        for (var row = 0; row < truth.Length; row++)
            counts[truth[row] * classCount + predictions[row]]++;
    }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Number of rows whose class is <paramref name="truth"/> and which were predicted as <paramref name="prediction"/>.</summary>
    public long this[int truth, int prediction] => counts[truth * ClassCount + prediction];

    /// <summary>Number of rows of a class.</summary>
    public long TruthCount(int truth) => Enumerable.Range(0, ClassCount).Sum(prediction => this[truth, prediction]);

    /// <summary>Number of rows predicted as a class.</summary>
    public long PredictionCount(int prediction) => Enumerable.Range(0, ClassCount).Sum(truth => this[truth, prediction]);
}

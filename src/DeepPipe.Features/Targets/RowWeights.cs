using System.Runtime.InteropServices;
using Apache.Arrow;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>What each train row counts, from a column.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Mean">The mean of the train rows, which weights are divided by. Greater than 0.</param>
public sealed record RowWeights(string Column, double Mean)
{
    /// <summary>Fits the mean.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="train">The profile of its train rows.</param>
    /// <exception cref="TargetException">A train row has no weight, or one below 0, or all have 0.</exception>
    public static RowWeights Fit(string column, NumberProfile train)
    {
        if (train.Missing > 0)
            throw new TargetException(TargetProblem.MissingWeights(column, train.Missing, train.Count));
        if (train.Minimum < 0 || !float.IsFinite((float)train.Maximum))
            throw new TargetException(TargetProblem.NoWeight(column, train.Minimum < 0 ? train.Minimum : train.Maximum));
        if (train.Count == 0 || train.Mean <= 0)
            throw new TargetException(TargetProblem.NoWeights(column));
        return new(column, train.Mean);
    }

    /// <summary>The weights of rows in canonical form over the mean of the train rows, float32 [rows]; NaN where one is missing.</summary>
    public Tensor Encode(RecordBatch rows)
    {
        var values = CanonicalColumn.Of<DoubleArray>(rows, Column).Values;
        var weights = empty([values.Length], ScalarType.Float32);
        var cells = MemoryMarshal.Cast<byte, float>(weights.bytes);
        for (var row = 0; row < values.Length; row++)
            cells[row] = (float)(values[row] / Mean);
        return weights;
    }
}

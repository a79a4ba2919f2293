using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Answers that are numbers.</summary>
public sealed class NumberAnswers : TargetAnswers
{
    internal NumberAnswers(SignatureTarget target, int rowCount) : base(target)
    {
        Values = new float[rowCount];
        Quantiles = new float[rowCount * target.Levels.Count];
    }

    /// <summary>The answered number of each row, in the target's own unit.</summary>
    public float[] Values { get; }

    /// <summary>The quantile at each of the target's levels, row by row [rows, levels], ascending in a row; empty without levels.</summary>
    public float[] Quantiles { get; }
}

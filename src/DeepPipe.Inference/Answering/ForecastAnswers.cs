using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Answers that are the steps to come of series.</summary>
public sealed class ForecastAnswers : TargetAnswers
{
    internal ForecastAnswers(SignatureTarget target, int rowCount) : base(target) => Steps = new float[rowCount * RowWidth];

    /// <summary>
    /// The answered steps in the channels' own units, row by row, step by step, with the channels side by side [rows, horizon, channels].
    /// </summary>
    public float[] Steps { get; }

    /// <summary>How many numbers a row's answer has.</summary>
    internal int RowWidth => Target.Horizon * Target.Channels.Count;
}

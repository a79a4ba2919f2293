using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Answers that are one of the target's labels.</summary>
public sealed class ClassAnswers : TargetAnswers
{
    private string[]? predictions;

    internal ClassAnswers(SignatureTarget target, int rowCount) : base(target)
    {
        Codes = new int[rowCount];
        Confidence = new float[rowCount];
        Probabilities = new float[rowCount * target.Labels.Count];
    }

    /// <summary>The answered label of each row, as its index in the target's labels.</summary>
    public int[] Codes { get; }

    /// <summary>The answered label of each row.</summary>
    public IReadOnlyList<string> Predictions => predictions ??= Array.ConvertAll(Codes, code => Target.Labels[code]);

    /// <summary>The probability of each row's answer.</summary>
    public float[] Confidence { get; }

    /// <summary>The probability of each label, row by row [rows, labels].</summary>
    public float[] Probabilities { get; }
}

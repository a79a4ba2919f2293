using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Answers that are sets of the target's labels.</summary>
public sealed class LabelsAnswers : TargetAnswers
{
    internal LabelsAnswers(SignatureTarget target, int rowCount) : base(target)
    {
        Members = new long[rowCount * target.Labels.Count];
        Probabilities = new float[Members.Length];
    }

    /// <summary>1 for each label that is answered and 0 for the others, row by row [rows, labels].</summary>
    public long[] Members { get; }

    /// <summary>The probability of each label, row by row [rows, labels].</summary>
    public float[] Probabilities { get; }

    /// <summary>A row's answer as text: its labels in their order, the target's separator between them; empty for the empty set.</summary>
    public string Prediction(int row)
    {
        var first = row * Target.Labels.Count;
        return string.Join(Target.Separator, Target.Labels.Where((_, label) => Members[first + label] == 1));
    }
}

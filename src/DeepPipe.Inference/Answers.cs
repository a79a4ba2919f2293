namespace DeepPipe.Inference;

/// <summary>A model's answers to a batch of rows, in the order of the rows.</summary>
public sealed class Answers
{
    private string[]? predictions;

    internal Answers(int rowCount, IReadOnlyList<string> labels)
    {
        RowCount = rowCount;
        Labels = labels;
        Codes = new int[labels.Count == 0 ? 0 : rowCount];
        Confidence = new float[Codes.Length];
        Probabilities = new float[rowCount * labels.Count];
        Values = new float[labels.Count == 0 ? rowCount : 0];
    }

    /// <summary>How many rows were scored.</summary>
    public int RowCount { get; }

    /// <summary>The labels that the codes mean; empty in regression.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The answered label of each row, as its index in <see cref="Labels"/>; empty in regression.</summary>
    public int[] Codes { get; }

    /// <summary>The answered label of each row; empty in regression.</summary>
    public IReadOnlyList<string> Predictions => predictions ??= Array.ConvertAll(Codes, code => Labels[code]);

    /// <summary>The answered number of each row, in the target's own unit; empty for classes.</summary>
    public float[] Values { get; }

    /// <summary>The probability of each row's answer; empty in regression.</summary>
    public float[] Confidence { get; }

    /// <summary>The probability of each label, row by row [rows, labels]; empty in regression.</summary>
    public float[] Probabilities { get; }
}

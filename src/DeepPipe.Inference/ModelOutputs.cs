namespace DeepPipe.Inference;

/// <summary>The names of a model's outputs, behind the prefix of their target: none for a single one.</summary>
public static class ModelOutputs
{
    /// <summary>The answer: text [rows, 1]; in regression float [rows, 1]; of a forecast float [rows, horizon · channels]; of a set int64 [rows, labels], 1 for each of its labels.</summary>
    public const string Prediction = "prediction";

    /// <summary>Of classes: the probability of the answer, float [rows, 1].</summary>
    public const string Confidence = "confidence";

    /// <summary>Of classes and sets: the probability of each label, float [rows, labels].</summary>
    public const string Probabilities = "probabilities";

    /// <summary>Of a number with quantiles: the quantile at each level, ascending, float [rows, levels].</summary>
    public const string Quantiles = "quantiles";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Prediction, Confidence, Probabilities, Quantiles];
}

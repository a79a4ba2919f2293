namespace DeepPipe.Inference;

/// <summary>The names of a model's outputs.</summary>
public static class ModelOutputs
{
    /// <summary>The answer: text [rows, 1], in regression float [rows, 1].</summary>
    public const string Prediction = "prediction";

    /// <summary>Of classes: the probability of the answer, float [rows, 1].</summary>
    public const string Confidence = "confidence";

    /// <summary>Of classes: the probability of each label, float [rows, labels].</summary>
    public const string Probabilities = "probabilities";
}

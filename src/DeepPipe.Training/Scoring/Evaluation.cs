namespace DeepPipe.Training;

/// <summary>How the rows of a part were answered.</summary>
/// <param name="Loss">The head's loss, a mean over the rows.</param>
/// <param name="Scores">The scorer's scores by snake_case name; NaN where one has no value.</param>
public sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Scores)
{
    /// <summary>Loss and scores under names that say whose rows they are of, for example <c>validation.loss</c>.</summary>
    /// <param name="part">The part's name, for example <c>validation</c>.</param>
    public IReadOnlyDictionary<string, double> Named(string part) =>
        Scores.Prepend(new("loss", Loss)).ToDictionary(pair => $"{part}.{pair.Key}", pair => pair.Value);
}

using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Turns a head's answers into scores.</summary>
public interface IScorer
{
    /// <summary>The names of the scores, in their order: snake_case, for example <c>accuracy</c>.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The scores of a part's rows.</summary>
    /// <param name="answers">What the head answered, all rows, on the CPU.</param>
    /// <param name="targets">[rows], or [rows, columns], on the CPU.</param>
    /// <returns>The scores by name; NaN where one has no value.</returns>
    IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets);
}

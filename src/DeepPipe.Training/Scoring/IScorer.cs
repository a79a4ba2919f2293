using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Turns a head's answers into scores.</summary>
public interface IScorer
{
    /// <summary>The scores of a part's rows.</summary>
    /// <param name="answers">What the head answered, all rows, on the CPU.</param>
    /// <param name="targets">[rows], on the CPU.</param>
    /// <returns>Scores by snake_case name, in a fixed order, for example <c>accuracy</c>; NaN where one has no value.</returns>
    IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets);
}

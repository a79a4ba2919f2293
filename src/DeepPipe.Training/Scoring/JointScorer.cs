using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Scores the answers of several targets, each under its column's name: <c>income.accuracy</c>.</summary>
/// <param name="targets">The fitted targets.</param>
public sealed class JointScorer(TargetPlans targets) : IScorer
{
    private readonly IReadOnlyList<TargetScorer> scorers = TargetScorer.Of(targets);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. scorers.SelectMany(one => one.Scorer.Names.Select(name => Named(one, name)))];

    /// <inheritdoc/>
    /// <returns>NaN for all scores of a target that no row has.</returns>
    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor truth)
    {
        using var scope = NewDisposeScope();
        var scores = new Dictionary<string, double>();
        foreach (var one in scorers)
        {
            var (own, ofOwn) = one.Own(answers, truth);
            var found = ofOwn.shape[0] == 0 ? null : one.Scorer.Score(own, ofOwn);
            foreach (var name in one.Scorer.Names)
                scores.Add(Named(one, name), found?[name] ?? double.NaN);
        }
        return scores;
    }

    private string Named(TargetScorer one, string name) => targets.PrefixOf(one.Target) + name;
}

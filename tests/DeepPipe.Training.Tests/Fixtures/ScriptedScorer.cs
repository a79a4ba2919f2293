using static TorchSharp.torch;

namespace DeepPipe.Training.Tests.Fixtures;

/// <summary>Scores by a script: first the rehearsal's score, then one an epoch.</summary>
internal sealed class ScriptedScorer(string name, params double[] scores) : IScorer
{
    private int call = -1;

    public IReadOnlyList<string> Names => [name];

    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) =>
        new Dictionary<string, double> { [name] = call++ < 0 ? 0 : scores[call - 1] };
}

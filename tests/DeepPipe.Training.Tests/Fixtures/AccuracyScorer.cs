using static TorchSharp.torch;

namespace DeepPipe.Training.Tests.Fixtures;

/// <summary>The share of rows whose class is right.</summary>
internal sealed class AccuracyScorer : IScorer
{
    public IReadOnlyList<string> Names => ["accuracy"];

    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets) =>
        new Dictionary<string, double>
        {
            ["accuracy"] = answers[0].squeeze(1).eq(targets).to(ScalarType.Float64).mean().item<double>(),
        };
}

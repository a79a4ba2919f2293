using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Scores what a language model says of the next token: how often the likeliest one is right. Its loss is in nats a token.</summary>
public sealed class LanguageScorer : IScorer
{
    /// <summary>The share of tokens that were the likeliest ones.</summary>
    public const string Accuracy = "accuracy";

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [Accuracy];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Score(IReadOnlyList<Tensor> answers, Tensor targets)
    {
        using var right = answers[0].eq(targets);
        using var share = right.to(ScalarType.Float64).mean();
        return new Dictionary<string, double> { [Accuracy] = share.item<double>() };
    }
}

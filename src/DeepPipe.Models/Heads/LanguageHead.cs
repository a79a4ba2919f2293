using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// The token that follows at each place: logits, float32 [rows, length, vocabulary], against codes, int64 [rows, length]. The answer is the
/// likeliest token of each place.
/// </summary>
public sealed class LanguageHead : nn.Module, IHead
{
    /// <param name="vocabularySize">How many tokens there are.</param>
    public LanguageHead(int vocabularySize) : base(nameof(LanguageHead)) => OutputWidth = vocabularySize;

    /// <inheritdoc/>
    public int OutputWidth { get; }

    /// <inheritdoc/>
    /// <remarks>In nats a token. Rows count alike.</remarks>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null) =>
        nn.functional.cross_entropy(output.flatten(0, 1), target.flatten());

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => output;

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) => [estimate.argmax(-1)];
}

using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Several networks of one kind, each with its own fresh weights; their answers are averaged, in one graph.</summary>
/// <remarks>
/// They are trained side by side on the same batches. Each sees its own loss alone, divided by the count, which AdamW does not notice;
/// for <c>sgd</c> multiply the learning rate by it.
/// </remarks>
public sealed record EnsembleConfig : NetworkConfig, IValidated
{
    /// <summary>How many networks.</summary>
    /// <value>Default 5. At least 2.</value>
    [Within(AtLeast = 2)]
    public int Members { get; init; } = 5;

    /// <summary>The network that all are built after.</summary>
    /// <value>Required. None of several members itself.</value>
    public required NetworkConfig Of { get; init; }

    /// <inheritdoc/>
    public override NumberInputConfig NumberInput => Of.NumberInput;

    /// <inheritdoc/>
    public override int MemberCount => Members;

    /// <inheritdoc/>
    public override bool NormalizesBatches => Of.NormalizesBatches;

    /// <inheritdoc/>
    public override string? CodeHash => Of.CodeHash;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Of.MemberCount > 1)
            yield return new("of", new Phrase($"a network of {Of.MemberCount} members"), "a network that is one");
        if (Of is GptConfig)
            yield return new("of", "gpt", "a network of rows or of series");
    }

    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape) =>
        new EnsembleNetwork([.. Enumerable.Range(0, Members).Select(_ => Of.Build(shape))]);
}

using System.Globalization;
using DeepPipe.Bundle;
using DeepPipe.Evaluation;
using DeepPipe.Export;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>The blueprint of a language model.</summary>
internal sealed class LanguageBlueprint(RootConfig config, FittedLanguage fitted) : IBlueprint
{
    /// <inheritdoc/>
    public string ToJson() => fitted.ToJson();

    /// <inheritdoc/>
    public IEnumerable<string> Notes => [];

    /// <inheritdoc/>
    /// <remarks>Rows overlap: of each, only the way to the next one is memory of its own.</remarks>
    public long BytesARow => sizeof(long);

    /// <inheritdoc/>
    public Trainee FreshTrainee()
    {
        manual_seed(unchecked((long)config.Seed));
        var network = config.Network.Build(Shape);
        StartingWeights.Apply(config.Network, network);
        return new Trainee(network, network, new LanguageHead(fitted.Encoding.Size), new LanguageScorer());
    }

    /// <inheritdoc/>
    public ParityRecord Rehearse(Trainee trainee) => LanguageExport.Rehearse(Request(trainee));

    /// <inheritdoc/>
    public string Report(Trainee trainee, Training.Evaluation evaluation, IReadOnlyList<Tensor> answers, PreparedPart part)
    {
        var accuracy = evaluation.Scores[LanguageScorer.Accuracy];
        return new TextTable().Add("", "model", "token counts")
            .Add("loss (nats a token)", Text(evaluation.Loss), Text(fitted.Entropy))
            .Add("perplexity", Text(Math.Exp(evaluation.Loss)), Text(Math.Exp(fitted.Entropy)))
            .Add("accuracy", Text(accuracy), "")
            .ToString();
    }

    /// <inheritdoc/>
    public string NextCommand(string bundlePath) => $"deeppipe generate {ShellWord.Of(bundlePath)} --prompt \"Once\"";

    /// <inheritdoc/>
    public NetworkSummary Summary(Trainee trainee) => NetworkSummary.Of(trainee.Network, Shape);

    /// <inheritdoc/>
    public IEnumerable<(string Word, string Text)> Lines()
    {
        yield return ("tokens", string.Create(
            CultureInfo.InvariantCulture,
            $"{config.Features.Defaults.Text.Tokens.ToString().ToLowerInvariant()}, {fitted.Encoding.Size} codes; a row is {fitted.Encoding.Length} tokens"));
        yield return ("target", "the token that follows each");
    }

    internal LanguageExportRequest Request(Trainee trainee) => new(
        (GptNetwork)trainee.Network,
        fitted.Encoding,
        fitted.TokenCount,
        new Tolerance(config.Export.Tolerance.Absolute * LogitScale, config.Export.Tolerance.Relative),
        config.Seed);

    // Logits are tens where probabilities are ones.
    private const double LogitScale = 10;

    private NetworkShape Shape => new(0, [], fitted.Encoding.Size) { Blocks = [new TextShape(fitted.Encoding.Length, fitted.Encoding.Size)] };

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}

using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Encoders;
using DeepPipe.Export;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>A text, of which a language is learned: rows are windows of tokens, one begins at each token.</summary>
internal sealed class LanguageSubject : ISubject
{
    private readonly Corpus corpus;
    private readonly FittedLanguage fitted;
    private readonly LanguageBlueprint blueprint;
    private readonly IReadOnlyList<int>[] codes;        // by part

    private LanguageSubject(RootConfig config, Corpus corpus, FittedLanguage fitted, IReadOnlyList<int>[] codes)
    {
        (Config, this.corpus, this.fitted, this.codes) = (config, corpus, fitted, codes);
        blueprint = new(config, fitted);
        var problems = GateProblems.Of(config, [LanguageScorer.Accuracy], RowCount).ToList();
        if (problems.Count > 0)
            throw new ConfigException(problems);
        foreach (var (part, name) in new[] { (Part.Train, "train"), (Part.Validation, "validation") })
            if (RowCount(part) == 0)
                throw new DataException(
                    $"{config.Data.Source.Path}: the {name} text has {codes[(int)part].Count} tokens. Expected more than features.defaults.text.length, which is {fitted.Encoding.Length}.");
    }

    /// <inheritdoc/>
    public RootConfig Config { get; }

    /// <inheritdoc/>
    public IBlueprint Blueprint => blueprint;

    /// <inheritdoc/>
    public IReadOnlyList<string> Files => corpus.Files;

    internal static LanguageSubject Fit(RootConfig config)
    {
        var corpus = Corpus.Open(config.Data);
        var fit = new TokenFit(config.Features.Defaults.Text.FitOptions);
        fit.Observe(corpus.Text(Part.Train));
        var encoding = fit.Encoding();
        var codes = Codes(corpus, encoding);
        return new(config, corpus, new FittedLanguage(encoding, codes[(int)Part.Train].Count, Entropy(codes, encoding.Size)), codes);
    }

    internal static LanguageSubject Reopen(RootConfig config, RunFolder run)
    {
        var (corpus, fitted) = (Corpus.Open(config.Data), run.ReadFittedLanguage());
        return new(config, corpus, fitted, Codes(corpus, fitted.Encoding));
    }

    /// <inheritdoc/>
    public long RowCount(Part part) => LanguageRows.RowCount(codes[(int)part].Count, fitted.Encoding.Length, Stride(part));

    /// <inheritdoc/>
    public PreparedData Prepare(CancellationToken cancel) => new(Prepared(Part.Train), Prepared(Part.Validation), Prepared(Part.Test));

    /// <inheritdoc/>
    public ParityRecord Export(
        Trainee trainee, Part heldOut, string path, Func<Signature, ParityRecord, Manifest> describe, CancellationToken cancel) =>
        LanguageExport.Write(blueprint.Request(trainee), corpus.Text(heldOut), path, describe);

    private PreparedPart Prepared(Part part) => LanguageRows.Of(codes[(int)part], fitted.Encoding.Length, Stride(part));

    // To learn, a row begins at each token; to measure, each token is answered once.
    private int Stride(Part part) => part == Part.Train ? 1 : fitted.Encoding.Length;

    private static IReadOnlyList<int>[] Codes(Corpus corpus, TokenEncoding encoding)
    {
        var codec = encoding.OpenCodec();
        return [.. Enum.GetValues<Part>().Select(part => codec.Encode(corpus.Text(part)))];
    }

    // The cross-entropy of the validation tokens under the train tokens' shares, each counted once more.
    private static double Entropy(IReadOnlyList<int>[] codes, int size)
    {
        var counts = new double[size];
        Array.Fill(counts, 1);
        foreach (var code in codes[(int)Part.Train])
            counts[code]++;
        var all = counts.Sum();
        var validation = codes[(int)Part.Validation];
        return validation.Count == 0 ? double.NaN : validation.Average(code => -Math.Log(counts[code] / all));
    }
}

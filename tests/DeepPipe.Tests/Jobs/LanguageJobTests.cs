using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Inference;
using DeepPipe.Serving;

namespace DeepPipe.Tests;

/// <summary>A language learned of a text that says the same again and again.</summary>
public sealed class LanguageJobTests : IDisposable
{
    private const string Sentence = "the cat sat on the mat. ";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-language-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void It_learns_the_text_says_so_in_its_bundle_and_goes_on_with_it()
    {
        var result = Train(Write());
        Assert.True(result.Scores["validation.loss"] < 0.5, $"The loss is {result.Scores["validation.loss"]}.");
        Assert.Contains("loss (nats a token)", result.Report, StringComparison.Ordinal);
        Assert.Equal($"deeppipe generate {result.Run.BundlePath} --prompt \"Once\"", result.Next);
        Assert.True(BundleVerification.Verify(result.Run.BundlePath, new DeviceChoice.Cpu(), _ => { }).Golden.Passed);

        // Longer than the model sees: it goes on from the last half of what it has seen.
        var text = Generate(result.Run.BundlePath, "the cat ", new() { Tokens = 60, Temperature = 0 });
        Assert.Equal("the cat sat on the mat. the cat sat on the mat. the cat sat on the m", text);
        var drawn = new GenerationOptions { Tokens = 30, Seed = 4 };
        Assert.Equal(Generate(result.Run.BundlePath, "", drawn), Generate(result.Run.BundlePath, "", drawn));
    }

    [Theory]
    [InlineData("byte")]
    [InlineData("word")]
    [InlineData("byte_pair")]
    public void Every_kind_of_token_trains_and_goes_on_with_a_text_or_without_one(string tokens)
    {
        var result = Train(Write(epochs: 1, tokens: tokens));
        using var generator = TextGenerator.Open(BundleFolder.Open(result.Run.BundlePath), new DeviceChoice.Cpu(), threads: 1, _ => { });
        generator.Verify();
        foreach (var prompt in new[] { "the cat", "", " " })
            Assert.NotEqual("", string.Concat(generator.Generate(prompt, new() { Tokens = 12 }, CancellationToken.None)));
    }

    [Fact]
    public void A_run_that_was_cut_off_goes_on_to_the_same_bits()
    {
        var config = Write(epochs: 2);
        var whole = Train(config);
        using var cut = new CancellationTokenSource();
        var options = new TrainOptions { RunsFolder = At("cut"), Device = "cpu", Progress = new InEpoch(1, cut) };
        Assert.Throws<OperationCanceledException>(() => TrainJob.Start(config, options, cut.Token));
        var resumed = TrainJob.Resume(Directory.GetDirectories(At("cut")).Single(), new TrainOptions(), CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(Model(whole)), File.ReadAllBytes(Model(resumed)));
    }

    [Fact]
    public void A_bundle_whose_weights_are_another_model_s_is_refused()
    {
        var (one, other) = (Train(Write(epochs: 1)), Train(Write(epochs: 2)));
        var golden = Path.Combine(one.Run.BundlePath, "golden.arrow");
        File.Copy(Path.Combine(other.Run.BundlePath, "golden.arrow"), golden, overwrite: true);
        Assert.Throws<IntegrityException>(() => BundleVerification.Verify(one.Run.BundlePath, new DeviceChoice.Cpu(), _ => { }));

        var bundle = BundleFolder.OpenUnchecked(one.Run.BundlePath);
        using var session = LanguageSession.Open(bundle.ModelPath, bundle.Manifest.Signature.Language!, new DeviceChoice.Cpu(), 1, _ => { });
        Assert.Matches(@"golden row \d+: logits\[\d+\] is .* here and .* in training; allowed difference 0\.\d+", LanguageCheck.Run(bundle, session).Worst.ToString());
        Assert.False(LanguageCheck.Run(bundle, session).Passed);
    }

    [Fact]
    public void Bundles_of_tables_and_of_languages_are_told_apart()
    {
        var language = Train(Write(epochs: 1)).Run.BundlePath;
        Assert.Equal(
            $"{language} is the bundle of a language model, which scores no table. Go on with a text by it: deeppipe generate {language}",
            Assert.Throws<MissingBundleException>(
                () => BatchPrediction.Run(language, At("in.csv"), At("out.csv"), new BatchOptions(), _ => { }, CancellationToken.None)).Message);

        using var table = new Table();
        var tables = table.Train(table.Write(Table.Rows())).Run.BundlePath;
        Assert.Equal(
            $"{tables} is the bundle of a model of tables, which goes on with no text. Score a table with it: deeppipe predict {tables} INPUT OUTPUT",
            Assert.Throws<MissingBundleException>(() => TextGenerator.Open(BundleFolder.Open(tables), new DeviceChoice.Cpu(), 1, _ => { })).Message);
    }

    [Theory]
    [InlineData("network", "mlp", "network is one of tables. Allowed: gpt, since data.source is text.")]
    [InlineData("split", "random", "data.split is one of rows. Allowed: chronological, or files with one for each part, since data.source is text.")]
    [InlineData("features", "{drop: [text]}", "features is set by column. Allowed: features.defaults.text alone: a text has no columns.")]
    [InlineData("targets", "[{column: text, task: binary}]", "targets is a list of 1. Allowed: none: of a text, the token that follows is learned.")]
    public void What_a_language_has_not_is_refused(string key, string value, string problem)
    {
        var failure = Assert.Throws<ConfigException>(() => key switch
        {
            "network" => Write(network: value),
            "split" => Write(split: value),
            "features" => Write(features: value),
            _ => Write(more: $"targets: {value}"),
        });
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_too_short_for_a_row_is_refused()
    {
        var config = Write(text: "too short for it");
        var failure = Assert.Throws<DataException>(() => Train(config));
        Assert.Equal(
            $"{At("text.txt")}: the train text has 13 tokens. Expected more than features.defaults.text.length, which is 32.", failure.Message);
    }

    private RootConfig Write(
        string? text = null, int epochs = 6, string tokens = "character", string network = "{type: gpt, layers: 2, heads: 2, width: 32}",
        string split = "{type: chronological, train: 0.8, validation: 0.2, test: 0}", string more = "", string? features = null)
    {
        File.WriteAllText(At("text.txt"), text ?? string.Concat(Enumerable.Repeat(Sentence, 60)));
        return Config.Parse<RootConfig>(
            $$$"""
            format: 1
            name: cat
            seed: 3
            data:
              source: {type: text, path: text.txt}
              split: {{{split}}}
            features: {{{features ?? $"{{defaults: {{text: {{tokens: {tokens}, length: 32, rare_below: 1}} }} }}"}}}
            network: {{{network}}}
            training: {epochs: {{{epochs}}}, epoch_steps: 20, batch_rows: 16, threads: 1, optimizer: {type: adamw, learning_rate: 5e-3}, schedule: {type: cosine, warmup_steps: 5}}
            {{{more}}}
            """,
            At("cat.yaml"),
            [],
            Environment.GetEnvironmentVariable);
    }

    private TrainResult Train(RootConfig config) =>
        TrainJob.Start(config, new TrainOptions { RunsFolder = At("runs"), Device = "cpu" }, CancellationToken.None);

    private static string Generate(string bundle, string prompt, GenerationOptions options)
    {
        using var generator = TextGenerator.Open(BundleFolder.Open(bundle), new DeviceChoice.Cpu(), threads: 1, _ => { });
        return prompt + string.Concat(generator.Generate(prompt, options, CancellationToken.None));
    }

    private static string Model(TrainResult result) => Path.Combine(result.Run.BundlePath, "model.onnx");

    private string At(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Cancels in an epoch, at the first report of it.</summary>
    private sealed class InEpoch(int epoch, CancellationTokenSource source) : IProgress<Training.TrainingProgress>
    {
        public void Report(Training.TrainingProgress value)
        {
            if (value.Epoch >= epoch)
                source.Cancel();
        }
    }
}

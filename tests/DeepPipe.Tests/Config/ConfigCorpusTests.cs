using DeepPipe.Configuration;
using DeepPipe.Configuration.Corpus;

namespace DeepPipe.Tests;

public sealed class ConfigCorpusTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "configs");

    public static TheoryData<string> Configs() => new(Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)));

    [Theory, MemberData(nameof(Configs))]
    public async Task Every_leaf_made_wrong_and_every_key_misspelt_is_one_problem_at_its_place(string name)
    {
        var path = Path.Combine(Folder, name);
        var mutationCount = (await Law()).Check<RootConfig>(File.ReadAllText(path), path);
        Assert.True(mutationCount > 40, $"Only {mutationCount} mutations were tried.");
    }

    [Fact]
    public async Task A_config_with_every_section_spelt_out_obeys_the_same_law()
    {
        var path = Path.Combine(Folder, "every-section.yaml");
        var mutationCount = (await Law()).Check<RootConfig>(EverySection, path);
        Assert.True(mutationCount > 150, $"Only {mutationCount} mutations were tried.");
    }

    [Fact]
    public void The_schema_beside_the_configs_is_current() =>
        Assert.Equal(JsonSchema.Of<RootConfig>(), File.ReadAllText(Path.Combine(Folder, "deeppipe.schema.json")));

    [Theory, MemberData(nameof(Configs))]
    public void A_resolved_config_reads_as_what_was_written(string name)
    {
        var config = Configuration.Config.Read<RootConfig>(Path.Combine(Folder, name), [], _ => null);
        var written = Configuration.Config.Write(config);
        var again = Configuration.Config.Parse<RootConfig>(written, Path.Combine(Folder, "again.yaml"), [], _ => null);
        Assert.Equal(written, Configuration.Config.Write(again));
    }

    private static async Task<CorpusLaw> Law()
    {
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(JsonSchema.Of<RootConfig>());
        return new CorpusLaw(
            IsFree: key => key is "data.columns" or "features.columns" or "targets.0.loss.class_weights.weights",
            IsText: key => key.EndsWith(".column", StringComparison.Ordinal) || key is "data.split.train" or "data.split.test",
            SchemaAccepts: json => schema.Validate(json).Count == 0);
    }

    private const string EverySection = """
        format: 1
        name: every-section
        seed: 3
        data:
          source: {type: csv, path: table.csv, delimiter: ";", missing: ["?", "n/a"]}
          rows: {at_least: 10}
          columns:
            age: {type: number, between: [0, 120], missing: {at_most: 0.5}}
            children: {type: integer, between: [0, 20]}
            colour: {type: category, allowed: ["red", "green"]}
            married: {type: boolean, missing: {at_most: 0.1}}
            since: {type: datetime, format: dd.MM.yyyy, time_zone: Europe/Berlin, missing: {at_most: 0.2}}
            tags: {type: set, separator: ";"}
            review: {type: text, missing: {at_most: 0.3}}
          split: {type: stratified, by: colour, validation: 0.2, test: 0.2}
        features:
          defaults:
            number: {clip: {type: quantiles, lower: 0.05, upper: 0.9}, scale: robust, missing: {type: constant_and_indicator, value: -1}, bins: {type: quantile, count: 4}}
            category: {rare_below: 2, encodings: [{type: frequency}, {type: target, smooth: 20}]}
          columns:
            age: {clip: {type: values, lower: 0, upper: 100}, scale: quantile_uniform, missing: mean, bins: {type: uniform, count: 3}, keep: true}
            colour: {rare_below: 3, encodings: [{type: code}, {type: ordinal, order: ["red", "green"]}]}
          drop: ["children"]
        targets:
          - column: bought
            task: binary
            positive: "yes"
            loss: {type: focal, gamma: 1, class_weights: balanced}
            calibrate: temperature
            threshold: {type: tuned, maximize: accuracy}
        network:
          type: ensemble
          members: 2
          of:
            type: mlp
            layers: [16, 8]
            dropout: 0.3
            activation: gelu
            norm: layer
            numbers: {type: piecewise_linear, bins: {type: tree, count: 9, bin_rows: 20}, width: 4, relu: true}
            categories: {type: embedding, width: 4}
        training:
          epochs: 5
          batch_rows: 32
          epoch_steps: 500
          drop_last: true
          optimizer: {type: adamw, learning_rate: 0.01, weight_decay: 0.1, betas: [0.8, 0.99], eps: 0.001}
          schedule: {type: cosine, warmup_steps: 3, final_fraction: 0.1}
          clip_norm: 1.5
          row_weights: age
          sampling: weighted
          early_stopping: {metric: validation.loss, patience_epochs: 2}
          checkpoints: {every_epochs: 2, every_steps: 7}
          threads: 1
        evaluation:
          gates:
            - {metric: test.accuracy, at_least: 0.5}
            - {metric: test.log_loss, at_most: 0.9}
        export: {tolerance: {absolute: 0.001, relative: 0.01}}
        """;
}

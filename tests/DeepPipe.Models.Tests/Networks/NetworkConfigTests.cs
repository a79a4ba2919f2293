using DeepPipe.Configuration;
using DeepPipe.Features;

namespace DeepPipe.Models.Tests;

public sealed class NetworkConfigTests
{
    [Fact]
    public void A_network_and_its_features_read_as_users_write_them()
    {
        var config = Read(
            """
            features:
              defaults: {number: {scale: min_max, missing: median_and_indicator}, category: {rare_below: 10}}
              columns: {age: {scale: standard}}
            targets:
              - {column: income, task: binary, positive: ">50K"}
            network:
              {type: mlp, layers: [64, 32], activation: silu, norm: batch, numbers: plain, categories: {type: embedding, width: 4}}
            """);

        var network = Assert.IsType<MlpConfig>(config.Network);
        Assert.Equal([64, 32], network.Layers);
        Assert.Equal((Activation.Silu, Normalization.Batch, 0.1), (network.Activation, network.Norm, network.Dropout));
        Assert.Equal(new EmbeddingConfig { Width = 4 }, network.Categories);
        Assert.Equal(
            new TargetConfig { Column = "income", Task = TaskKind.Binary, Positive = ">50K" }, Assert.Single(config.Targets));
        Assert.Equal(
            new NumberFeatureConfig { Scale = NumberScale.MinMax, Missing = new MedianAndIndicatorFill() },
            config.Features.Defaults.Number);
        Assert.Equal(new ColumnFeatureConfig { Scale = NumberScale.Standard }, config.Features.Columns["age"]);
    }

    [Fact]
    public void A_bare_name_is_a_network_without_options() => Assert.IsType<LinearConfig>(Read("network: linear").Network);

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var config = Read("network: {type: mlp, layers: [8], norm: layer}\ntargets: [{column: y, task: regression}]");

        Assert.Equal(Config.Write(config), Config.Write(Read(Config.Write(config))));
    }

    [Fact]
    public void Everything_wrong_is_named_at_once()
    {
        var error = Assert.Throws<ConfigException>(() => Read(
            """
            features: {defaults: {category: {rare_below: 0}}}
            targets: [{column: y, task: multi_class}]
            network: {type: mlp, layers: [0], dropout: 1, activation: rely}
            """));

        Assert.Equal(
        [
            "some.yaml:1:46: features.defaults.category.rare_below is 0. Allowed: at least 1.",
            "some.yaml:2:29: targets.0.task is \"multi_class\". Allowed: binary, multiclass, regression, multilabel, forecast. Did you mean \"multiclass\"?",
            "some.yaml:3:31: network.layers.0 is 0. Allowed: at least 1.",
            "some.yaml:3:44: network.dropout is 1. Allowed: at least 0 and less than 1.",
            "some.yaml:3:59: network.activation is \"rely\". Allowed: relu, gelu, silu. Did you mean \"relu\"?",
        ], error.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void What_contradicts_itself_is_named_at_its_place()
    {
        var error = Assert.Throws<ConfigException>(() => Read(
            """
            features: {drop: [age], columns: {age: {scale: none}}}
            targets: [{column: y, task: regression, positive: a}]
            network: {type: wide_and_deep, layers: []}
            """));

        Assert.Equal(
            ["features.columns.age", "targets.0.positive", "network.layers"], error.Problems.Select(problem => problem.Key));
    }

    private static Sections Read(string text) => Config.Parse<Sections>(text, "some.yaml", [], _ => null);

    private sealed record Sections
    {
        public FeaturesConfig Features { get; init; } = new();

        public IReadOnlyList<TargetConfig> Targets { get; init; } = [];

        public NetworkConfig Network { get; init; } = new LinearConfig();
    }
}

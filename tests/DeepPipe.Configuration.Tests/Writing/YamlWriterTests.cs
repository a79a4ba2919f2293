using CsCheck;
using DeepPipe.Configuration.Corpus;
using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Writing;

public sealed class YamlWriterTests
{
    [Fact]
    public void What_is_written_reads_as_the_same_record() => RecipeGenerator.Recipes.Sample(recipe =>
    {
        var yaml = Config.Write(recipe);
        var read = Recipe.Read(yaml);

        Assert.Equal(Structure.Of(recipe), Structure.Of(read));
        Assert.Equal(yaml, Config.Write(read));
    }, iter: 1000);

    [Fact]
    public void The_schema_takes_what_is_written() => RecipeGenerator.Recipes.Sample(recipe =>
        Assert.True(Recipe.SchemaAccepts(YamlJson.Of(Config.Write(recipe)))), iter: 100);

    [Fact]
    public void Every_default_is_spelled_out_in_the_order_of_declaration() => Assert.Equal(
        """
        format: 1
        name: recipe
        seed: 7
        source: memory
        columns: {}
        targets: []
        training:
          epochs: 10
          warmup_steps: 0
          learning_rate: 0.001
          clip_norm: null
          shuffle: true
          precision: full
          layers: [256, 256]
          fallbacks: []
          optimizer:
            type: adamw
            weight_decay: 0.01
        gates: {}

        """,
        Config.Write(Recipe.Read(Recipe.Least)));

    [Fact]
    public void Lists_of_mappings_stand_on_lines_of_their_own() => Assert.Contains(
        """
        targets:
          - column: income
            positive: ">50K"
          - column: "001"
            positive: null

        """,
        Config.Write(Recipe.Read(Recipe.Whole)), StringComparison.Ordinal);
}

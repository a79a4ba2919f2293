using DeepPipe.Configuration.Corpus;
using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Schemas;

public sealed class JsonSchemaTests
{
    [Fact]
    public void The_text_is_the_same_each_time() => Assert.Equal(JsonSchema.Of<RecipeConfig>(), JsonSchema.Of<RecipeConfig>());

    [Fact]
    public void A_file_upon_a_base_may_leave_out_what_the_base_gives()
    {
        Assert.True(Accepts("extends: base.yaml\ntraining: {optimizer: {momentum: 0.5}}\nsource: {delimiter: x}\n"));
        Assert.True(Accepts("extends: base.yaml\nsource: csv\n"));
        Assert.False(Accepts("extends: base.yaml\ntraining: {optimizer: {momentun: 0.5}}\n"));
        Assert.False(Accepts("training: {optimizer: {momentum: 0.5}}\n"));
    }

    [Theory]
    [InlineData("seed: ${env:SEED}", false)]
    [InlineData("training: {shuffle: \"${env:SHUFFLE}\"}", false)]
    [InlineData("training: {precision: \"${env:PRECISION}\"}", false)]
    [InlineData("training: {optimizer: none}", true)]
    [InlineData("training: {optimizer: {type: none}}", true)]
    [InlineData("training: {clip_norm: null}", true)]
    [InlineData("name: 001", true)]
    [InlineData("columns: {a: {type: nested, columns: {b: {type: number, missing: {at_most: 1}}}}}", true)]
    [InlineData("training: {epochs: null}", false)]
    [InlineData("training: {epochs: 0}", false)]
    [InlineData("training: {epochs: 1.5}", false)]
    [InlineData("training: {epochs: 3000000000}", false)]
    [InlineData("training: {epochs: \"10\"}", false)]
    [InlineData("training: {learning_rate: 0}", false)]
    [InlineData("training: {layers: [0]}", false)]
    [InlineData("training: {shuffle: yes}", false)]
    [InlineData("training: {precision: half}", false)]
    [InlineData("training: {optimizer: {momentum: 0.1}}", false)]
    [InlineData("training: {optimizer: {type: adamw, momentum: 0.1}}", false)]
    [InlineData("source: csv", false)]
    [InlineData("source: {type: csv, path: \"\"}", false)]
    [InlineData("columns: {a: {type: nested, columns: {b: {type: number, missing: {at_most: 2}}}}}", false)]
    public void The_schema_and_the_reader_agree(string line, bool isRight)
    {
        var yaml = line.StartsWith("source", StringComparison.Ordinal) ? $"format: 1\n{line}\n" : $"{Recipe.Least}{line}\n";

        Assert.Equal(isRight, Accepts(yaml));
        Assert.Equal(isRight, Recipe.Problems(yaml).Length == 0);
    }

    [Fact]
    public void Descriptions_come_of_the_documentation_and_name_keys() => Assert.Contains(
        """
                "warmup_steps": {
                  "description": "Steps of warm-up; at most epochs, or null. Default 0.",
                  "default": 0,
        """,
        JsonSchema.Of<RecipeConfig>(), StringComparison.Ordinal);

    private static bool Accepts(string yaml) => Recipe.SchemaAccepts(YamlJson.Of(yaml));
}

using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Binding;

public sealed class EnvironmentTextTests
{
    private const string Hidden = "hidden";

    [Fact]
    public void A_variable_is_filled_in_and_written_as_it_stood()
    {
        var recipe = Recipe.Read(Recipe.Least + "name: a ${env:WORD} b\nseed: ${env:NUMBER}\ngates: {a: \"${env:NUMBER}\"}\n");

        Assert.Equal(("a hiddenword b", 4242ul, 4242.0), (recipe.Name, recipe.Seed, recipe.Gates["a"]));
        var written = Config.Write(recipe);
        Assert.Contains("\nname: \"a ${env:WORD} b\"\nseed: \"${env:NUMBER}\"\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, written, StringComparison.Ordinal);
        Assert.DoesNotContain("4242", written, StringComparison.Ordinal);
        Assert.Equal(Structure.Of(recipe), Structure.Of(Recipe.Read(written)));
    }

    [Fact]
    public void A_text_keeps_its_variable_in_a_copy_of_its_record()
    {
        var recipe = Recipe.Read(Recipe.Least + "name: ${env:WORD}\ntargets: [{column: \"${env:WORD}\"}]\n");

        var written = Config.Write(recipe with { Seed = 9, Targets = [recipe.Targets[0] with { Positive = "yes" }] });

        Assert.DoesNotContain(Hidden, written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${env:FOLDER}/a.csv", "/hidden/folder/a.csv", "${env:FOLDER}/a.csv")]
    [InlineData("${env:RELATIVE}/a.csv", "configs/hidden-relative/a.csv", "configs/${env:RELATIVE}/a.csv")]
    public void A_path_with_a_variable_means_the_same_wherever_it_is_written(string yaml, string path, string template)
    {
        var recipe = Recipe.Read($"format: 1\nsource: {{type: csv, path: \"{yaml}\"}}\n");
        var written = Config.Write(recipe);

        Assert.Equal(Path.GetFullPath(path), Assert.IsType<CsvConfig>(recipe.Source).Path);
        Assert.Contains(template, written, StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, written, StringComparison.Ordinal);
        var elsewhere = Config.Parse<RecipeConfig>(written, "runs/a/config.yaml", [], name => name == "FOLDER" ? "/hidden/folder" : "hidden-relative");
        Assert.Equal(Structure.Of(recipe.Source), Structure.Of(elsewhere.Source));
    }

    [Theory]
    [InlineData("name: ${env:NOPE}", "3:7: name is \"${env:NOPE}\". Allowed: text, with ${env:NAME} for an environment variable that is set. Set NOPE, or write $${env:NOPE} for the text itself.")]
    [InlineData("name: a${env:}", "3:7: name is \"a${env:}\". Allowed: text, with ${env:NAME} for an environment variable that is set.")]
    [InlineData("seed: ${env:WORD}", "3:7: seed is \"${env:WORD}\". Allowed: a whole number.")]
    [InlineData("training: {precision: \"${env:WORD}\"}", "3:23: training.precision is \"${env:WORD}\". Allowed: full, mixed_half, bf16.")]
    [InlineData("training: {optimizer: \"${env:WORD}\"}", "3:23: training.optimizer is \"${env:WORD}\". Allowed: adamw, sgd, none.")]
    [InlineData("training: {warmup_steps: \"${env:NUMBER}\"}", "3:26: training.warmup_steps is \"${env:NUMBER}\". Allowed: at most the epochs, 10.")]
    public void A_problem_quotes_the_file_and_not_the_variable(string line, string problem) =>
        Assert.Equal($"configs/recipe.yaml:{problem}", Recipe.ProblemsWith(line + "\n"));

    [Fact]
    public void What_a_record_says_of_itself_hides_variables_too()
    {
        var error = Assert.Throws<ConfigException>(() =>
            Config.Parse<TellingConfig>("password: ${env:WORD}\n", "a.yaml", [], _ => "secret word"));

        Assert.Equal(
            """
            a.yaml:1:1: The file is "${env:WORD}". Allowed: not ${env:WORD}. Change ${env:WORD}.
            a.yaml:1:11: password is "${env:WORD}". Allowed: a better one.
            """,
            error.Message);
    }

    [Theory]
    [InlineData("$${env:WORD}", "${env:WORD}")]
    [InlineData("$$${env:WORD}", "$${env:WORD}")]
    [InlineData("${env:WORD", "${env:WORD")]
    [InlineData("${WORD}", "${WORD}")]
    [InlineData("x${env:EMPTY}y", "xy")]
    public void Other_dollars_are_text(string yaml, string text) =>
        Assert.Equal(text, Recipe.Read($"{Recipe.Least}name: \"{yaml}\"\n").Name);

    private sealed record TellingConfig : IValidated
    {
        public required string Password { get; init; }

        public IEnumerable<Problem> Problems()
        {
            yield return new("", Password, $"not {Password}") { Hint = $"Change {Password}." };
            yield return new("password", Password, "a better one");
        }
    }
}

using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Binding;

public sealed class EnvironmentTextTests
{
    private const string Hidden = "hidden";

    [Theory]
    [InlineData("name: a ${env:WORD} b", "3:7: name is \"a ${env:WORD} b\". Allowed: text.")]
    [InlineData("seed: ${env:NUMBER}", "3:7: seed is \"${env:NUMBER}\". Allowed: a whole number.")]
    [InlineData("gates: {a: \"${env:NUMBER}\"}", "3:12: gates.a is \"${env:NUMBER}\". Allowed: a number.")]
    [InlineData("training: {precision: \"${env:WORD}\"}", "3:23: training.precision is \"${env:WORD}\". Allowed: full, mixed_half, bf16.")]
    public void Only_a_path_may_come_from_the_environment(string line, string problem) => Assert.Equal(
        $"configs/recipe.yaml:{problem} Write the value itself: only a path may come from the environment, for other values are written to files.",
        Recipe.ProblemsWith(line + "\n"));

    [Fact]
    public void A_path_keeps_its_variable_in_a_copy_of_its_record()
    {
        var recipe = Recipe.Read("format: 1\nsource: {type: csv, path: \"${env:FOLDER}/a.csv\"}\n");
        var source = Assert.IsType<CsvConfig>(recipe.Source);

        var written = Config.Write(recipe with { Seed = 9, Source = source with { Delimiter = ";" } });

        Assert.Contains("${env:FOLDER}/a.csv", written, StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hidden/folder", "${env:X}/a.csv", "/hidden/folder/a.csv: is damaged.", "${env:X}/a.csv: is damaged.")]
    [InlineData("/hidden/folder", "${env:X}/*.csv", "/hidden/folder/b.csv: is damaged.", "${env:X}/b.csv: is damaged.")]
    [InlineData("/hidden/folder/*.csv", "${env:X}", "/hidden/folder/b.csv: is damaged.", "${env:X}/b.csv: is damaged.")]
    [InlineData("/hidden/folder/*.csv", "${env:X}", "/hidden/folder/*.csv: no file matches.", "${env:X}: no file matches.")]
    [InlineData("unused", "/plain/a.csv", "/plain/a.csv: is damaged.", "/plain/a.csv: is damaged.")]
    public void A_message_about_a_path_tells_the_variable(string value, string yaml, string message, string shown)
    {
        var recipe = Config.Parse<RecipeConfig>($"format: 1\nsource: {{type: csv, path: \"{yaml}\"}}\n", Recipe.Source, [], _ => value);
        var path = Assert.IsType<CsvConfig>(recipe.Source).Path;

        Assert.Equal(shown, Config.Conceal(message, path));
        Assert.Equal(yaml, Config.Shown(path));
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
    [InlineData("${env:NOPE}", " Set NOPE, or write $${env:NOPE} for the text itself.")]
    [InlineData("a${env:}", "")]
    public void A_variable_that_is_not_set_is_a_problem(string yaml, string remedy) => Assert.Equal(
        $"configs/recipe.yaml:2:27: source.path is \"{yaml}\". Allowed: a path, with ${{env:NAME}} for an environment variable that is set.{remedy}",
        Recipe.Problems($"format: 1\nsource: {{type: csv, path: \"{yaml}\"}}\n"));

    [Fact]
    public void What_a_record_says_of_itself_hides_variables_too()
    {
        var error = Assert.Throws<ConfigException>(() =>
            Config.Parse<TellingConfig>("file: ${env:WORD}\n", "a.yaml", [], _ => "/secret/word"));

        Assert.Equal(
            """
            a.yaml:1:1: The file is "${env:WORD}". Allowed: not ${env:WORD}. Change ${env:WORD}.
            a.yaml:1:7: file is "${env:WORD}". Allowed: a better one.
            """,
            error.Message);
    }

    [Theory]
    [InlineData("$${env:WORD}", "${env:WORD}")]
    [InlineData("$$${env:WORD}", "$${env:WORD}")]
    [InlineData("${env:WORD", "${env:WORD")]
    [InlineData("${WORD}", "${WORD}")]
    public void Other_dollars_are_text(string yaml, string text) =>
        Assert.Equal(text, Recipe.Read($"{Recipe.Least}name: \"{yaml}\"\n").Name);

    private sealed record TellingConfig : IValidated
    {
        [PathValue]
        public required string File { get; init; }

        public IEnumerable<Problem> Problems()
        {
            yield return new("", File, $"not {File}") { Hint = $"Change {File}." };
            yield return new("file", File, "a better one");
        }
    }
}

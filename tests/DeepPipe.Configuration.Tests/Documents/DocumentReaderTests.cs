using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Documents;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData("", "configs/recipe.yaml:1:1: The file is empty. Allowed: a mapping.")]
    [InlineData("# only a comment\n", "configs/recipe.yaml:1:1: The file is empty. Allowed: a mapping.")]
    [InlineData("name: \"a", "configs/recipe.yaml:1:7: The file is not YAML (while scanning a quoted scalar, found unexpected end of stream). Allowed: YAML 1.2.")]
    [InlineData("a: b: c", "configs/recipe.yaml:1:5: The file is not YAML (while scanning a plain scalar value, found invalid mapping). Allowed: YAML 1.2.")]
    [InlineData(
        "data: {path: ${env:FOLDER}/a.csv}",
        "configs/recipe.yaml:1:15: The file is not YAML (the brace of a variable opens a mapping). Allowed: quotes around a text with ${env:NAME}.")]
    [InlineData("a: [1, 2\n", "configs/recipe.yaml:2:1: The file is not YAML (while parsing a flow sequence, did not find expected ',' or ']'). Allowed: YAML 1.2.")]
    [InlineData("training:\n\tepochs: 1\n", "configs/recipe.yaml:2:1: The file is indented by a tab. Allowed: spaces.")]
    [InlineData("training:\n  epochs: 1\n  \tlayers: 1\n", "configs/recipe.yaml:3:3: The file is indented by a tab. Allowed: spaces.")]
    [InlineData("format: 1\nsource: memory\n---\nformat: 1\n", "configs/recipe.yaml:3:1: The file is more than one document. Allowed: one document.")]
    public void A_text_that_is_not_one_document_is_a_problem_at_its_place(string yaml, string problem) =>
        Assert.Equal(problem, Recipe.Problems(yaml));

    [Fact]
    public void Endless_nesting_is_a_problem() => Assert.Equal(
        "configs/recipe.yaml:1:65: The file is not YAML (nested too deeply). Allowed: YAML 1.2.",
        Recipe.Problems(new string('[', 100_000)));

    [Fact]
    public void A_duplicate_key_is_a_problem_at_its_second_place() => Assert.Equal(
        "configs/recipe.yaml:4:11: training.epochs is given twice. Allowed: once. It stands first at configs/recipe.yaml:3:12.",
        Recipe.ProblemsWith("training: {epochs: 1,\n          epochs: 2}\n"));

    [Fact]
    public void An_alias_is_a_problem_and_an_anchor_is_not() => Assert.Equal(
        "configs/recipe.yaml:4:20: gates.b is the alias *number. Allowed: the value itself (in quotes, where it is a text that begins with *), or extends to share a file.",
        Recipe.ProblemsWith("name: &name a\ngates: {\"a\": 1, b: *number}\n"));

    [Fact]
    public void A_tag_is_a_problem() => Assert.Equal(
        "configs/recipe.yaml:3:7: name is tagged !!int. Allowed: a value without a tag.",
        Recipe.ProblemsWith("name: !!int 1\n"));

    [Fact]
    public void A_key_that_is_not_text_is_a_problem() => Assert.Equal(
        "configs/recipe.yaml:4:5: training is a mapping with a key that is not text. Allowed: text as the key.",
        Recipe.ProblemsWith("training:\n  ? [epochs]\n  : 1\n"));

    [Fact]
    public void The_merge_key_of_yaml_1_1_is_an_unknown_key() => Assert.StartsWith(
        "configs/recipe.yaml:3:1: << is an unknown key.",
        Recipe.ProblemsWith("<<: {name: a}\n"), StringComparison.Ordinal);
}

using System.Globalization;
using DeepPipe.Configuration.Documents;
using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Documents;

public sealed class CoreSchemaTests
{
    [Theory]
    [InlineData("1e-3", 0.001)]
    [InlineData(".5", 0.5)]
    [InlineData("1.", 1)]
    [InlineData("017", 17)]
    [InlineData("0x10", 16)]
    [InlineData("0o17", 15)]
    [InlineData("-0", -0.0)]
    [InlineData("+12e+2", 1200)]
    public void A_number_is_one_of_the_core_schema(string text, double number) =>
        Assert.Equal(number, Recipe.Read($"{Recipe.Least}gates: {{a: {text}}}\n").Gates["a"]);

    [Theory]
    [InlineData("1_000")]
    [InlineData("1,5")]
    [InlineData("1:30")]
    [InlineData("0b11")]
    [InlineData("1e")]
    [InlineData("0x")]
    [InlineData("½")]
    [InlineData("١")]
    public void Anything_else_is_text(string text) => Assert.Contains(
        $"gates.a is \"{text}\". Allowed: a number.",
        Recipe.ProblemsWith($"gates:\n  a: {text}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("1", "1")]
    [InlineData("001", "001")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    [InlineData("yes", "yes")]
    [InlineData("2026-01-01", "2026-01-01")]
    [InlineData("\"null\"", "null")]
    [InlineData("''", "")]
    public void A_text_takes_any_scalar_as_it_stands(string yaml, string text) =>
        Assert.Equal(text, Recipe.Read($"{Recipe.Least}name: {yaml}\n").Name);

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_culture_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var recipe = Recipe.Read(Recipe.Whole);
            var written = Config.Write(recipe);

            Assert.Equal((0.001, 0.84), (recipe.Training.LearningRate, recipe.Gates["test.accuracy"]));
            Assert.Contains("  learning_rate: 0.001\n", written, StringComparison.Ordinal);
            Assert.Equal("gates.a is 2.5. Allowed: 1.", new Problem("gates.a", 2.5, "1").ToString());
            Assert.Contains("Allowed: at least 0 and at most 0.5.", new Problem("a", 1, new WithinAttribute { AtLeast = 0, AtMost = 0.5 }.ToString()).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("12", 12L)]
    [InlineData("0x10", 16L)]
    [InlineData("1e-1", 0.1)]
    [InlineData("99999999999999999999", 1e20)]
    [InlineData("12px", "12px")]
    public void A_plain_text_means_a_boolean_a_number_or_itself(string text, object meaning) => Assert.Equal(meaning, CoreSchema.Meaning(text));
}

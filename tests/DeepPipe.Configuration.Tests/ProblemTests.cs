namespace DeepPipe.Configuration.Tests;

public sealed class ProblemTests
{
    [Fact]
    public void A_problem_is_a_line_with_its_place_first() => Assert.Equal(
        "configs/churn.yaml:14:9: training.optimizer.type is \"adamv\". Allowed: adamw, sgd. Did you mean \"adamw\"?",
        new Problem("training.optimizer.type", "adamv", "adamw, sgd")
        {
            Place = new Place("configs/churn.yaml", 14, 9),
            Hint = "Did you mean \"adamw\"?",
        }.ToString());

    [Theory]
    [InlineData(null, "missing")]
    [InlineData(0.5, "0.5")]
    [InlineData(true, "true")]
    [InlineData("a\nb\tc", "\"a\\nb\\tc\"")]
    public void What_was_found_is_told_as_yaml_has_it(object? found, string text) =>
        Assert.Equal($"a is {text}. Allowed: b.", new Problem("a", found, "b").ToString());

    [Fact]
    public void A_long_text_is_cut() =>
        Assert.Equal($"a is \"{new string('x', 80)}...\". Allowed: b.", new Problem("a", new string('x', 5000), "b").ToString());

    [Fact]
    public void The_message_of_the_exception_has_a_line_a_problem() =>
        Assert.Equal("a is 1. Allowed: 2.\nb is missing. Allowed: 3.", new ConfigException([new("a", 1, "2"), new("b", null, "3")]).Message);
}

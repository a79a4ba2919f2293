namespace DeepPipe.Statistics.Tests.Metrics;

public sealed class MetricNamesTests
{
    [Theory]
    [InlineData("accuracy", true)]
    [InlineData("r2", true)]
    [InlineData("f1_macro", true)]
    [InlineData("rmse", false)]
    [InlineData("log_loss", false)]
    [InlineData("brier", false)]
    public void Scores_are_better_when_higher_and_losses_when_lower(string name, bool isHigherBetter) =>
        Assert.Equal(isHigherBetter, MetricNames.IsHigherBetter(name));

    [Fact]
    public void Another_name_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => MetricNames.IsHigherBetter("acuracy"));
        Assert.Equal("There is no metric \"acuracy\". (Parameter 'name')", failure.Message);
    }
}

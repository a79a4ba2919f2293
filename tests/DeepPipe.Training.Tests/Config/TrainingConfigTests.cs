using DeepPipe.Configuration;

namespace DeepPipe.Training.Tests;

public sealed class TrainingConfigTests
{
    [Fact]
    public void Defaults_are_sound()
    {
        var config = new TrainingConfig();
        Assert.Empty(((AdamWConfig)config.Optimizer).Problems());
        Assert.Empty(config.EarlyStopping!.Problems());
    }

    [Fact]
    public void Betas_are_two() =>
        Assert.Equal(
            "betas is a list of 1. Allowed: two numbers, each at least 0 and less than 1.",
            Only(new AdamWConfig { Betas = [0.9] }));

    [Fact]
    public void Nesterov_needs_momentum() =>
        Assert.Equal(
            "nesterov is true. Allowed: true only with a momentum greater than 0.",
            Only(new SgdConfig { Momentum = 0, Nesterov = true }));

    [Fact]
    public void The_metric_of_early_stopping_is_one_of_the_validation_rows()
    {
        var problem = new EarlyStoppingConfig { Metric = "validation.acuracy" }.Problems().Single();
        Assert.Equal("metric", problem.Key);
        Assert.Equal("Did you mean \"validation.accuracy\"?", problem.Hint);
        Assert.StartsWith("validation.loss, validation.accuracy, ", problem.Allowed, StringComparison.Ordinal);
        Assert.Single(new EarlyStoppingConfig { Metric = "train.loss" }.Problems());
        Assert.Empty(new EarlyStoppingConfig { Metric = "validation.rmse" }.Problems());
    }

    [Theory]
    [InlineData("validation.loss", false)]
    [InlineData("validation.rmse", false)]
    [InlineData("validation.accuracy", true)]
    [InlineData("validation.r2", true)]
    public void Errors_are_better_when_lower_and_scores_when_higher(string metric, bool higherIsBetter) =>
        Assert.Equal(higherIsBetter, new EarlyStoppingConfig { Metric = metric }.HigherIsBetter);

    private static string Only(IValidated config) => config.Problems().Single().ToString();
}

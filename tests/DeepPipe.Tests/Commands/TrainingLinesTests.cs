using DeepPipe.Serving;
using DeepPipe.Training;

namespace DeepPipe.Tests.Commands;

public sealed class TrainingLinesTests
{
    [Theory]
    [InlineData(0.25, "0.2500")]
    [InlineData(123456.789, "123456.7890")]
    [InlineData(1234567.89, "1.23457E+06")]
    [InlineData(9.8765432e30, "9.87654E+30")]
    public void An_epoch_is_one_line_whatever_the_unit_of_the_target(double rmse, string text)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var scores = new Dictionary<string, double> { ["validation.loss"] = 0.5, ["validation.rmse"] = rmse };
        new TrainingLines(new Terminal(TextWriter.Null, error, IsInteractive: false)).Report(
            new TrainingProgress(2, 10, 5, 5, 0.125, 1e-3, scores, new Standing { BestEpoch = 2 }));
        Assert.Equal(
            $"epoch    2/10  train.loss 0.1250  validation.loss 0.5000  validation.rmse {text}  best so far\n", error.ToString());
    }
}

namespace DeepPipe.Cli.Tests.BadInput;

/// <summary>Runs whose model does not reach what the config asks.</summary>
public sealed class BoundTests : IDisposable
{
    private readonly Shop shop = new();

    [Fact]
    public void A_gate_that_is_missed_is_4_and_the_bundle_is_there()
    {
        var end = CommandProcess.DeepPipe(shop.Train(
            shop.Config, "--set", "evaluation.gates=[{metric: test.accuracy, at_least: 2}, {metric: train.log_loss, at_most: 0}]"));
        var run = shop.RunFolders().Single();

        Assert.Equal(4, end.Code);
        end.HasNoTrace();
        Assert.Matches("\n2 of 2 quality gates failed:\n  test.accuracy is [0-9.]+. Asked: at least 2.\n  train.log_loss is [0-9.]+. "
            + "Asked: at most 0.\n$", end.Error);
        Assert.Contains("\"outcome\": \"gate_failed\"", File.ReadAllText(Path.Combine(run, "run.json")), StringComparison.Ordinal);
        CommandProcess.DeepPipe("verify", Path.Combine(run, "bundle")).Succeeds();
    }

    [Fact]
    public void A_model_that_does_not_answer_alike_is_5_and_leaves_no_run()
    {
        var end = CommandProcess.DeepPipe(shop.Train(
            shop.Config, "--set", "export.tolerance={absolute: 0, relative: 0}", "--set", "network.layers=[64, 64, 64]"));

        Assert.Equal(5, end.Code);
        end.HasNoTrace();
        Assert.Contains(
            "The export rehearsal failed, so training is not started. The exported model does not answer as the trainer does, so no bundle "
            + "is written. golden row ",
            end.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(shop.Runs));
    }

    public void Dispose() => shop.Dispose();
}

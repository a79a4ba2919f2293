using System.Runtime.InteropServices;

namespace DeepPipe.Cli.Tests.Recovery;

public sealed class SignalTests(TrainedShop unbroken)
{
    [Theory]
    [InlineData(PosixSignal.SIGINT, "The export is rehearsed")]
    [InlineData(PosixSignal.SIGTERM, "epoch    2")]
    public void A_run_that_is_asked_to_end_leaves_a_checkpoint_and_130_and_goes_on_from_there(PosixSignal signal, string stage)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other signals.");
        using var shop = new Shop();
        // Enough steps that the run is still in them when the signal comes.
        using var train = CommandProcess.Start(Programs.DeepPipe, shop.Train(unbroken.Config));
        Assert.True(train.SaysLine(stage));
        train.Signal(signal);
        var end = train.End();
        var run = shop.RunFolders().Single();

        Assert.EndsWith($"Cancelled. To go on: deeppipe resume \"{run}\".\n", end.Error, StringComparison.Ordinal);
        Assert.Equal(130, end.Code);
        Assert.True(File.Exists(Path.Combine(run, "checkpoints", "last.safetensors")));
        Assert.False(Directory.Exists(Path.Combine(run, "bundle")));

        CommandProcess.DeepPipe("resume", run).Succeeds();
        RunFiles.AreTheSame(unbroken.Run, run);
    }
}

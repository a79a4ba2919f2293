using System.Runtime.InteropServices;

namespace DeepPipe.Cli.Tests.Recovery;

public sealed class SignalTests(TrainedShop unbroken)
{
    [Theory]
    [InlineData(PosixSignal.SIGINT, "Reading")]
    [InlineData(PosixSignal.SIGINT, "The export is rehearsed")]
    [InlineData(PosixSignal.SIGTERM, "epoch    1")]
    public void A_run_that_is_asked_to_end_says_how_to_go_on_and_does_so(PosixSignal signal, string stage)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other signals.");
        using var shop = new Shop();
        using var train = CommandProcess.Start(Programs.DeepPipe, shop.Train(unbroken.Config));
        Assert.True(train.SaysLine(stage));
        train.Signal(signal);
        var end = train.End();

        Assert.Equal(130, end.Code);
        Assert.EndsWith("Cancelled.\n", end.Error, StringComparison.Ordinal);
        if (shop.RunFolders() is not [var run])
            return;     // before there was a run, there is nothing to go on with
        Assert.EndsWith($"\nThe run can go on: deeppipe resume '{run}'\nCancelled.\n", end.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(run, "bundle")));

        CommandProcess.DeepPipe("resume", run).Succeeds();
        RunFiles.AreTheSame(unbroken.Run, run);
    }
}

namespace DeepPipe.Cli.Tests.Commands;

public sealed class FirstRunTests(TrainedShop trained)
{
    [Fact]
    public async Task Two_first_runs_at_once_both_end_well()
    {
        using var shop = new Shop();
        (string, string)[] fresh = [("HOME", shop.At("home")), ("XDG_CACHE_HOME", shop.At("cache"))];
        using var first = CommandProcess.Start(Programs.DeepPipe, shop.Train(trained.Config), fresh);
        using var second = CommandProcess.Start(Programs.DeepPipe, shop.Train(trained.Config), fresh);
        var firstEnd = Task.Run(first.End);
        second.End().Succeeds();
        (await firstEnd).Succeeds();

        Assert.Equal(2, shop.RunFolders().Count);
        Assert.All(shop.RunFolders(), run => Recovery.RunFiles.AreTheSame(trained.Run, run));
    }
}

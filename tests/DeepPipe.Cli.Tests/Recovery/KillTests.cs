namespace DeepPipe.Cli.Tests.Recovery;

public sealed class KillTests(TrainedShop unbroken)
{
    private const int KillsOfARun = 5;
    private const int LongestWaitMilliseconds = 150;

    // How a stage begins on the error stream; the first is the start of the process.
    private static readonly IReadOnlyList<string> stages = ["", "Reading", "Preparing", "The export is rehearsed", "epoch", "Exporting"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_that_is_killed_at_five_random_moments_and_resumed_ends_as_an_unbroken_one(int seed)
    {
        var moments = new Random(seed);
        using var shop = new Shop();
        for (var kills = 0; kills < KillsOfARun;)
        {
            using var train = CommandProcess.Start(Programs.DeepPipe, GoOn(shop));
            if (IsKilled(train, moments))
                kills++;
            else
                HoldsAndIsRemoved(shop, train.End());
        }
        HoldsAndIsRemoved(shop, CommandProcess.DeepPipe(GoOn(shop)));
    }

    private static bool IsKilled(CommandProcess train, Random moments)
    {
        var stage = stages[moments.Next(stages.Count)];
        var wait = TimeSpan.FromMilliseconds(moments.Next(LongestWaitMilliseconds));
        if (stage.Length > 0 && !train.SaysLine(stage) || train.EndsWithin(wait))
            return false;
        train.Kill();
        return train.End().Code == 128 + 9;
    }

    private string[] GoOn(Shop shop) => shop.RunFolders() is [var run] ? ["resume", run] : shop.Train(unbroken.Config);

    // A run that is killed once its bundle and record are written, but before the process ends, has ended.
    private void HoldsAndIsRemoved(Shop shop, CommandEnd end)
    {
        if (!end.Error.Contains("has ended; its bundle is", StringComparison.Ordinal))
            end.Succeeds();
        RunFiles.AreTheSame(unbroken.Run, shop.RunFolders().Single());
        Directory.Delete(shop.RunFolders().Single(), recursive: true);
    }
}

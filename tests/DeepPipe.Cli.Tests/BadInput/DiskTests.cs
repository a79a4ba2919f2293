namespace DeepPipe.Cli.Tests.BadInput;

/// <summary>A disk that is full or read-only: a small file system of its own, in a mount namespace that nobody else sees.</summary>
public sealed class DiskTests(TrainedShop trained) : IDisposable
{
    private readonly Shop shop = new();

    private string Disk => shop.At("disk");

    [Fact]
    public void A_full_disk_ends_predict_and_leaves_nothing()
    {
        var end = OnDisk("size=16k", "predict", trained.Bundle, trained.Table, $"{Disk}/scored.csv", "--device", "cpu");

        Assert.Matches(
            @"^No space left on device : '.+/disk/scored\.csv'\. Nothing half-written is left\. Free some space and run again\.\n$",
            end.Error);
        Assert.Equal((1, ""), (end.Code, end.Output));
    }

    [Fact]
    public void A_full_disk_ends_training_and_says_how_to_go_on()
    {
        var end = OnDisk("size=16k", "train", trained.Config, "--runs", $"{Disk}/runs", "--device", "cpu");

        Assert.Equal(1, end.Code);
        end.HasNoTrace();
        Assert.Matches(
            @"\nThe run can go on: deeppipe resume '.+'\nNo space left on device : .+ Nothing half-written is left\. Free some space and run again\.\n$",
            end.Error);
        Assert.DoesNotContain(".tmp", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("bundle", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_folder_takes_no_scores()
    {
        var end = OnDisk("ro", "predict", trained.Bundle, trained.Table, $"{Disk}/scored.csv", "--device", "cpu");

        Assert.Matches(@"^Read-only file system : '.+/disk/scored\.csv'\. Choose a folder that can be written\.\n$", end.Error);
        Assert.Equal((2, ""), (end.Code, end.Output));
    }

    [Fact]
    public void A_read_only_folder_takes_no_run()
    {
        var end = OnDisk("ro", "train", trained.Config, "--runs", $"{Disk}/runs", "--device", "cpu");

        Assert.EndsWith($"Read-only file system : '{Disk}/runs'. Choose a folder that can be written.\n", end.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (end.Code, end.Output));
    }

    public void Dispose() => shop.Dispose();

    // The output is what the program said, and then what it left on the disk.
    private CommandEnd OnDisk(string options, params string[] command)
    {
        const string script = "mkdir -p \"$0\" && mount -t tmpfs -o \"$1\" none \"$0\" || exit 99; shift; \"$@\"; code=$?; "
            + "find \"$0\" -mindepth 1; exit $code";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/unshare"), "Only Linux has mount namespaces.");
        var end = CommandProcess.Run("/usr/bin/unshare", ["-rm", "sh", "-c", script, Disk, options, Programs.DeepPipe, .. command]);
        Assert.SkipWhen(end.Code is 99 || end.Error.StartsWith("unshare:", StringComparison.Ordinal), "This system lets nobody mount.");
        return end;
    }
}

namespace DeepPipe.Cli.Tests.Recovery;

public sealed class ResumeTests(TrainedShop unbroken) : IDisposable
{
    private readonly Shop shop = new();

    [Fact]
    public void A_run_that_has_ended_is_not_resumed() => CommandProcess.DeepPipe("resume", unbroken.Run).Refuses(
        2, $"{unbroken.Run} has ended; its bundle is {unbroken.Bundle}. To train again: deeppipe train '{unbroken.Run}/config.yaml'");

    [Fact]
    public void A_folder_that_is_not_there_is_no_run() => CommandProcess.DeepPipe("resume", shop.At("none")).Refuses(
        2, $"There is no run at {shop.At("none")}. Give the run's folder, such as runs/<run>.");

    [Fact]
    public void Any_other_folder_is_no_run() => CommandProcess.DeepPipe("resume", shop.Path).Refuses(
        2, $"{shop.Path} is no run: it holds no config.yaml. Give the run's folder, such as runs/<run>.");

    [Fact]
    public void A_run_whose_data_has_changed_does_not_go_on()
    {
        var run = BrokenRun();
        shop.ChangeRows((index, line) => index == 7 ? line.Replace("yes", "no", StringComparison.Ordinal) + "\n" + line : line);

        CommandProcess.DeepPipe("resume", run).Refuses(
            2, $"{shop.At("rows.csv")} has changed since the run was started, so it cannot go on. Train again.");
    }

    [Fact]
    public void A_checkpoint_that_was_cut_off_is_refused_by_name()
    {
        var run = BrokenRun();
        var checkpoint = Path.Combine(run, "checkpoints", "last.safetensors");
        using (var file = File.OpenWrite(checkpoint))
            file.SetLength(file.Length / 2);
        var end = CommandProcess.DeepPipe("resume", run);

        Assert.Equal(2, end.Code);
        end.HasNoTrace();
        Assert.Contains($"The checkpoint \"{checkpoint}\" is damaged. ", end.Error, StringComparison.Ordinal);
        Assert.EndsWith("Restore it from a copy, or start again with deeppipe train.\n", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_with_an_altered_byte_is_refused_by_name()
    {
        var run = BrokenRun();
        var checkpoint = Path.Combine(run, "checkpoints", "last.safetensors");
        var bytes = File.ReadAllBytes(checkpoint);
        bytes[^20] ^= 1;
        File.WriteAllBytes(checkpoint, bytes);
        var end = CommandProcess.DeepPipe("resume", run);

        Assert.Equal(2, end.Code);
        end.HasNoTrace();
        Assert.Contains($"The checkpoint \"{checkpoint}\" is damaged. Its content is not what its hash says. ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_was_cut_off_is_refused_by_name()
    {
        var run = BrokenRun();
        var file = Path.Combine(run, "run.json");
        File.WriteAllText(file, File.ReadAllText(file)[..20]);
        var end = CommandProcess.DeepPipe("resume", run);

        Assert.Equal(2, end.Code);
        end.HasNoTrace();
        Assert.Contains($"{file} cannot be read: ", end.Error, StringComparison.Ordinal);
        Assert.EndsWith("Restore it from a copy, or train again.\n", end.Error, StringComparison.Ordinal);
    }

    public void Dispose() => shop.Dispose();

    private string BrokenRun()
    {
        using var train = CommandProcess.Start(Programs.DeepPipe, shop.Train(shop.Config));
        Assert.True(train.SaysLine("epoch"));
        train.Kill();
        train.End();
        return shop.RunFolders().Single();
    }
}

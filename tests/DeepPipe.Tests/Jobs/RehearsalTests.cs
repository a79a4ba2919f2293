namespace DeepPipe.Tests;

public sealed class RehearsalTests
{
    [Fact]
    public void A_forward_that_ends_its_process_ends_the_child_and_the_run_is_told()
    {
        using var table = new Table();
        var options = new TrainOptions { RunsFolder = table.RunsFolder, Device = "cpu", RehearsalCommand = Misfit.Command };
        var failure = Assert.Throws<RehearsalException>(() => TrainJob.Start(table.Write(Table.Rows()), options, CancellationToken.None));
        Assert.Equal(5, failure.ExitCode);
        Assert.StartsWith(
            "The export rehearsal was ended by a signal (exit code 134): the forward pass does what ends the process, such as a matmul of shapes "
            + "that do not fit.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(table.RunsFolder));
    }
}

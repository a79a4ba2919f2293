namespace DeepPipe.Storage.Tests;

public sealed class PendingFileTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Without_completion_nothing_is_left()
    {
        using (var pending = new PendingFile(scratch.Of("rows.parquet")))
            File.WriteAllText(pending.TemporaryPath, "half");
        Assert.Empty(scratch.Names);
    }

    [Fact]
    public void Completion_gives_the_file_its_name()
    {
        using (var pending = new PendingFile(scratch.Of("rows.parquet")))
        {
            File.WriteAllText(pending.TemporaryPath, "all");
            Assert.False(File.Exists(pending.Path));
            pending.Complete();
        }
        Assert.Equal(["rows.parquet"], scratch.Names);
        Assert.Equal("all", File.ReadAllText(scratch.Of("rows.parquet")));
    }

    [Fact]
    public void A_pattern_for_data_files_does_not_match_the_temporary_name()
    {
        using var pending = new PendingFile(scratch.Of("rows.csv"));
        pending.OpenWrite().Dispose();
        Assert.Empty(Directory.EnumerateFiles(scratch.Path, "*.csv"));
    }
}

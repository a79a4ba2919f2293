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

    [Theory]
    [InlineData("scored rows.csv")]
    [InlineData("it's.parquet")]
    public void A_message_about_the_temporary_file_becomes_one_about_the_file(string name)
    {
        using var pending = new PendingFile(scratch.Of(name));
        Assert.Equal($"full: '{scratch.Of(name)}'", TemporaryName.Undone($"full: '{pending.TemporaryPath}'"));
        Assert.Equal($"full: {scratch.Of(name)}/a", TemporaryName.Undone($"full: {pending.TemporaryPath}/a"));
    }

    [Theory]
    [InlineData("full: '/x/.config/a.tmp'")]
    [InlineData("full: '/x/a.csv.abcdefg1.2hi.tmp'")]
    public void A_message_about_any_other_file_stays(string message) => Assert.Equal(message, TemporaryName.Undone(message));

    [Fact]
    public void A_pattern_for_data_files_does_not_match_the_temporary_name()
    {
        using var pending = new PendingFile(scratch.Of("rows.csv"));
        pending.OpenWrite().Dispose();
        Assert.Empty(Directory.EnumerateFiles(scratch.Path, "*.csv"));
    }
}

namespace DeepPipe.Storage.Tests;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("bundle")]
    [InlineData("bundle/")]
    public void The_folder_appears_when_it_is_full(string name)
    {
        AtomicFolder.Create(scratch.Of(name), folder =>
        {
            Fill(folder, "text");
            Assert.False(Directory.Exists(scratch.Of("bundle")));
        });
        Assert.Equal("text", ReadInner());
        Assert.Equal(["bundle"], scratch.Names);
    }

    [Fact]
    public void An_existing_folder_is_refused_before_any_work()
    {
        Directory.CreateDirectory(scratch.Of("bundle"));
        var failure = Assert.Throws<IOException>(() => AtomicFolder.Create(scratch.Of("bundle"), _ => Assert.Fail("filled")));
        Assert.Equal($"{scratch.Of("bundle")} exists already.", failure.Message);
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => AtomicFolder.Create(scratch.Of("bundle"), FailHalfWay));
        Assert.Empty(scratch.Names);
    }

    [Fact]
    public void Replacing_takes_the_place_of_the_old_folder()
    {
        AtomicFolder.Create(scratch.Of("bundle"), folder =>
        {
            Fill(folder, "old");
            File.WriteAllText(Path.Combine(folder, "only in the old one"), "");
        });
        AtomicFolder.Replace(scratch.Of("bundle"), folder =>
        {
            Fill(folder, "new");
            Assert.Equal("old", ReadInner());
        });
        Assert.Equal("new", ReadInner());
        Assert.Equal(["inner"], Directory.EnumerateFileSystemEntries(scratch.Of("bundle")).Select(Path.GetFileName));
        Assert.Equal(["bundle"], scratch.Names);
    }

    [Fact]
    public void Replacing_needs_no_old_folder()
    {
        AtomicFolder.Replace(scratch.Of("bundle"), folder => Fill(folder, "new"));
        Assert.Equal("new", ReadInner());
    }

    [Fact]
    public void A_failed_replacement_leaves_the_old_folder()
    {
        AtomicFolder.Create(scratch.Of("bundle"), folder => Fill(folder, "old"));
        Assert.Throws<InvalidOperationException>(() => AtomicFolder.Replace(scratch.Of("bundle"), FailHalfWay));
        Assert.Equal("old", ReadInner());
        Assert.Equal(["bundle"], scratch.Names);
    }

    [Fact]
    public async Task A_reader_of_a_replaced_folder_always_finds_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux exchanges folders in one step.");
        AtomicFolder.Create(scratch.Of("bundle"), folder => Fill(folder, "0"));
        var isWriting = true;
        var reader = Task.Run(() =>
        {
            var misses = 0;
            while (Volatile.Read(ref isWriting))
                misses += Directory.Exists(scratch.Of("bundle")) ? 0 : 1;
            return misses;
        });
        for (var round = 1; round <= 50; round++)
            AtomicFolder.Replace(scratch.Of("bundle"), folder => Fill(folder, $"{round}"));
        Volatile.Write(ref isWriting, false);
        Assert.Equal(0, await reader);
        Assert.Equal("50", ReadInner());
    }

    [Fact]
    public void A_file_is_not_replaced_by_a_folder()
    {
        File.WriteAllText(scratch.Of("bundle"), "text");
        var failure = Assert.Throws<IOException>(() => AtomicFolder.Replace(scratch.Of("bundle"), _ => Assert.Fail("filled")));
        Assert.Equal($"{scratch.Of("bundle")} is a file, not a folder.", failure.Message);
        Assert.Equal("text", File.ReadAllText(scratch.Of("bundle")));
    }

    [Fact]
    public void A_missing_parent_is_named()
    {
        var failure = Assert.Throws<DirectoryNotFoundException>(() => AtomicFolder.Create(scratch.Of("none/bundle"), _ => { }));
        Assert.Equal($"The folder {scratch.Of("none")} does not exist.", failure.Message);
    }

    private static void Fill(string folder, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "inner"));
        File.WriteAllText(Path.Combine(folder, "inner", "a"), text);
    }

    private string ReadInner() => File.ReadAllText(scratch.Of("bundle/inner/a"));

    private static void FailHalfWay(string folder)
    {
        Fill(folder, "half");
        throw new InvalidOperationException("half way");
    }
}

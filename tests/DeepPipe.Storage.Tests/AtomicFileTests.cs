using System.Text;
using CsCheck;

namespace DeepPipe.Storage.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void What_is_written_is_what_is_read() =>
        Gen.Byte.Array[0, 5000].Sample(
            bytes =>
            {
                var path = scratch.Of("data.bin");
                AtomicFile.Write(path, stream => stream.Write(bytes));
                return File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
            },
            iter: 50,
            threads: 1);

    [Fact]
    public void Text_is_utf8_without_a_mark()
    {
        AtomicFile.WriteText(scratch.Of("text"), "Größe ≥ 1");
        Assert.Equal(Encoding.UTF8.GetBytes("Größe ≥ 1"), File.ReadAllBytes(scratch.Of("text")));
    }

    [Fact]
    public void A_second_write_replaces_the_first()
    {
        AtomicFile.WriteText(scratch.Of("a"), "a longer first text");
        AtomicFile.WriteText(scratch.Of("a"), "second");
        Assert.Equal("second", File.ReadAllText(scratch.Of("a")));
        Assert.Equal(["a"], scratch.Names);
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(scratch.Of("a"), FailHalfWay));
        Assert.Equal("half way", failure.Message);
        Assert.Empty(scratch.Names);
    }

    [Fact]
    public void A_failure_leaves_the_old_file()
    {
        AtomicFile.WriteText(scratch.Of("a"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(scratch.Of("a"), FailHalfWay));
        Assert.Equal("old", File.ReadAllText(scratch.Of("a")));
        Assert.Equal(["a"], scratch.Names);
    }

    [Fact]
    public void Until_the_rename_the_old_file_stands()
    {
        // What a process killed at this moment leaves is what a reader sees at this moment.
        AtomicFile.WriteText(scratch.Of("a"), "old");
        AtomicFile.Write(scratch.Of("a"), stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(scratch.Of("a")));
        });
        Assert.Equal("new", File.ReadAllText(scratch.Of("a")));
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_file()
    {
        var path = scratch.Of("a");
        var texts = Enumerable.Range(0, 10).Select(number => new string((char)('0' + number), 20_000 + number)).ToArray();
        AtomicFile.WriteText(path, texts[0]);

        var isWriting = true;
        var reader = Task.Run(() =>
        {
            var strange = new List<string>();
            while (Volatile.Read(ref isWriting))
            {
                var text = File.ReadAllText(path);
                if (!texts.Contains(text))
                    strange.Add(text);
            }
            return strange;
        });
        for (var round = 0; round < 100; round++)
            AtomicFile.WriteText(path, texts[round % texts.Length]);
        Volatile.Write(ref isWriting, false);

        Assert.Empty(await reader);
    }

    [Fact]
    public void Writers_at_once_leave_one_whole_file()
    {
        var texts = Enumerable.Range(0, 8).Select(number => new string((char)('a' + number), 10_000)).ToArray();
        Parallel.ForEach(texts, text => AtomicFile.WriteText(scratch.Of("a"), text));
        Assert.Contains(File.ReadAllText(scratch.Of("a")), texts);
        Assert.Equal(["a"], scratch.Names);
    }

    [Fact]
    public void A_long_name_can_be_written()
    {
        var name = new string('ü', 120);
        AtomicFile.WriteText(scratch.Of(name), "text");
        Assert.Equal([name], scratch.Names);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var failure = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteText(scratch.Of("none/a"), "text"));
        Assert.Equal($"The folder {scratch.Of("none")} does not exist.", failure.Message);
    }

    [Fact]
    public void A_folder_in_the_way_stays()
    {
        Directory.CreateDirectory(scratch.Of("a"));
        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(scratch.Of("a"), "text"));
        Assert.Equal(["a"], scratch.Names);
    }

    private static void FailHalfWay(Stream stream)
    {
        stream.Write("half"u8);
        throw new InvalidOperationException("half way");
    }
}

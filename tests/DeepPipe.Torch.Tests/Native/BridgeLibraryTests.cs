using System.Security.Cryptography;

namespace DeepPipe.Torch.Tests;

public sealed class BridgeLibraryTests
{
    private const string Unused = "GLIBCXX_3.4.32";

    private static readonly string Bridge = Path.Combine(AppContext.BaseDirectory, BridgeLibrary.FileName);

    [Fact]
    public void The_copy_is_the_original_with_the_requirement_weak_and_the_original_stays_as_it_is()
    {
        using var folder = new ScratchFolder();
        var library = TinyElf.Requiring(("libstdc++.so.6", ["GLIBCXX_3.4", Unused]));
        var original = Write(folder, "original.so", library.Bytes);

        var copy = BridgeLibrary.MendedCopy(original, folder.At("cache"));

        var expected = library.Bytes.ToArray();
        expected[library.FlagsOf(Unused).Single()] = 2;
        Assert.Equal(expected, File.ReadAllBytes(copy));
        Assert.Equal(library.Bytes, File.ReadAllBytes(original));
    }

    [Fact]
    public void The_copy_lies_under_the_hash_of_the_original()
    {
        using var folder = new ScratchFolder();
        var first = TinyElf.Requiring(("libstdc++.so.6", [Unused])).Bytes;
        var second = TinyElf.Requiring(("libstdc++.so.6", ["GLIBCXX_3.4", Unused])).Bytes;
        foreach (var bytes in new[] { first, second, first })
            Assert.Equal(
                folder.At("cache", Convert.ToHexStringLower(SHA256.HashData(bytes))[..16], BridgeLibrary.FileName),
                BridgeLibrary.MendedCopy(Write(folder, "original.so", bytes), folder.At("cache")));
        Assert.Equal(2, Directory.GetFiles(folder.At("cache"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_copy_that_was_damaged_is_made_again()
    {
        using var folder = new ScratchFolder();
        var original = Write(folder, "original.so", TinyElf.Requiring(("libstdc++.so.6", [Unused])).Bytes);
        var copy = BridgeLibrary.MendedCopy(original, folder.At("cache"));
        var whole = File.ReadAllBytes(copy);
        foreach (var damaged in new[] { whole[..^1], [], [.. whole[..^1], (byte)(whole[^1] ^ 1)] })
        {
            File.WriteAllBytes(copy, damaged);
            Assert.Equal(copy, BridgeLibrary.MendedCopy(original, folder.At("cache")));
            Assert.Equal(whole, File.ReadAllBytes(copy));
        }
    }

    [Fact]
    public void Many_threads_at_once_get_one_copy()
    {
        using var folder = new ScratchFolder();
        using var start = new Barrier(8);
        var copies = new string[8];
        var threads = copies.Select((_, index) => new Thread(() =>
        {
            start.SignalAndWait();
            copies[index] = BridgeLibrary.MendedCopy(Bridge, folder.Root);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(folder.Files(), copies.Distinct());
        Assert.Equal(MendedHash(), Hash(copies[0]));
    }

    [Fact]
    public async Task Two_processes_at_once_get_one_copy()
    {
        using var folder = new ScratchFolder();
        var environment = new Dictionary<string, string?> { [TorchProbe.CacheVariable] = folder.Root };
        var processes = await Task.WhenAll(
            TorchProbe.Run(TorchProbe.Mend, environment), TorchProbe.Run(TorchProbe.Mend, environment));

        Assert.All(processes, process => Assert.Equal(0, process.ExitCode));
        Assert.Equal(folder.Files(), processes.Select(process => process.Output).Distinct());
        Assert.Equal(MendedHash(), Hash(folder.Files().Single()));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_named_with_the_remedy()
    {
        using var folder = new ScratchFolder();
        var original = Write(folder, "original.so", TinyElf.Requiring(("libstdc++.so.6", [Unused])).Bytes);
        var cache = Path.Combine(Write(folder, "file", [1]), "cache");   // a file is in the way, also for who may write anywhere

        var failure = Assert.Throws<LibTorchException>(() => BridgeLibrary.LoadMended(original, cache));

        Assert.StartsWith(
            "TorchSharp's bridge needs a newer libstdc++ than this host has (GLIBCXX_3.4.32), and a copy that does not could not be used "
            + $"from \"{cache}\": ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Let XDG_CACHE_HOME name a folder that can be written.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, folder.Files().Length);
    }

    [Fact]
    public void A_bridge_that_is_damaged_says_so_and_leaves_no_copy()
    {
        using var folder = new ScratchFolder();
        var original = Write(folder, "original.so", TinyElf.Requiring(("libstdc++.so.6", [Unused])).Bytes[..100]);

        var failure = Assert.Throws<LibTorchException>(() => BridgeLibrary.LoadMended(original, folder.At("cache")));

        Assert.Contains("The library is cut off or damaged.", failure.Message, StringComparison.Ordinal);
        Assert.Equal([original], folder.Files());
    }

    [Fact]
    public void A_bridge_that_is_missing_is_named()
    {
        using var folder = new ScratchFolder();
        var path = folder.At(BridgeLibrary.FileName);
        Assert.Equal(
            $"\"{path}\" is missing. Reference the package TorchSharp, and publish for one platform.",
            Assert.Throws<LibTorchException>(() => BridgeLibrary.Load(path)).Message);
    }

    private static string Write(ScratchFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.At(name), bytes);
        return folder.At(name);
    }

    private static string MendedHash()
    {
        var bytes = File.ReadAllBytes(Bridge);
        ElfVersionRequirements.MarkWeak(bytes, Unused);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}

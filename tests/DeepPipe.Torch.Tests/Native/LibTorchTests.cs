namespace DeepPipe.Torch.Tests;

public sealed class LibTorchTests
{
    private static readonly string Beside = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    [Fact]
    public async Task Two_first_loads_at_once_succeed_and_share_one_copy_of_the_bridge()
    {
        using var home = new ScratchFolder();
        var processes = await Task.WhenAll(Load(home, libTorch: null), Load(home, libTorch: null));

        var expected = $"2.10.0 from {Beside}, mended: {LibTorch.Load().BridgeIsMended}, sum: 6";
        Assert.All(processes, process => Assert.Equal((0, expected), process));
        Assert.Equal(LibTorch.Load().BridgeIsMended ? 1 : 0, home.Files().Length);
        Assert.All(home.Files(), path => Assert.StartsWith(home.At(".cache", "deeppipe", "native"), path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_folder_serves_when_the_variable_names_it()
    {
        using var home = new ScratchFolder();
        Directory.CreateDirectory(home.At("libtorch"));
        foreach (var library in Directory.GetFiles(Beside, "lib*.so*").Where(path => Path.GetFileName(path) != BridgeLibrary.FileName))
            File.CreateSymbolicLink(home.At("libtorch", Path.GetFileName(library)), library);

        Assert.Equal(
            (0, $"2.10.0 from {home.At("libtorch")}, mended: {LibTorch.Load().BridgeIsMended}, sum: 6"),
            await Load(home, home.At("libtorch")));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named_with_its_variable()
    {
        using var home = new ScratchFolder();
        Assert.Equal(
            (1, $"DEEPPIPE_LIBTORCH names the folder \"{home.At("nowhere")}\", which does not exist."),
            await Load(home, home.At("nowhere")));
    }

    [Fact]
    public async Task A_folder_without_libtorch_is_named_with_the_missing_file_and_the_remedy()
    {
        using var home = new ScratchFolder();
        Assert.Equal(
            (1, $"libtorch is not complete: \"{home.At("libc10.so")}\" is missing. Reference libtorch-cpu-linux-x64 (or "
                + "TorchSharp-cuda-linux), or let DEEPPIPE_LIBTORCH name a folder with libtorch 2.10.0."),
            await Load(home, home.Root));
    }

    private static Task<(int ExitCode, string Output)> Load(ScratchFolder home, string? libTorch) => TorchProbe.Run(
        TorchProbe.Load,
        new Dictionary<string, string?>
        {
            ["HOME"] = home.Root,
            ["XDG_CACHE_HOME"] = null,
            [LibTorch.FolderVariable] = libTorch,
        });
}

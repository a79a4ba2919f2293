using System.Runtime.InteropServices;

namespace DeepPipe.Torch.Tests;

public sealed class TracerSymbolsTests
{
    [Fact]
    public void Each_function_that_is_missing_is_named_with_the_version_found_and_the_one_wanted()
    {
        var asked = new List<string>();
        _ = new TracerSymbols("2.10.0", name =>
        {
            asked.Add(name);
            return 1;
        });
        Assert.Equal(11, asked.Distinct().Count());
        Assert.All(asked, missing => Assert.Equal(
            $"libtorch 2.9.1 does not offer \"{missing}\", which capturing a graph needs. Wanted: libtorch 2.10.0, Linux build.",
            Assert.Throws<LibTorchException>(() => new TracerSymbols("2.9.1", name => name == missing ? 0 : 1)).Message));
    }

    [Fact]
    public void Another_library_is_refused() => Assert.StartsWith(
        "libtorch unknown does not offer \"",
        Assert.Throws<LibTorchException>(() => TracerSymbols.Of(NativeLibrary.Load("libc.so.6"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Where_libtorch_is_found_by_others_nothing_is_captured() => Assert.Equal(
        "Capturing a graph needs libtorch 2.10.0 on Linux.", Assert.Throws<LibTorchException>(() => TracerSymbols.Of(0)).Message);
}

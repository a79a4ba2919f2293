using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeepPipe.Tests;

public sealed class FailuresTests
{
    [Fact]
    public void Memory_that_cannot_be_had_is_told_with_a_remedy()
    {
        var failure = Assert.Throws<ExternalException>(() => zeros(1L << 50));
        Assert.Equal(
            new(1, "There is not enough memory: libtorch asked for 4503599627370496 bytes. "
                + "Make network.layers or training.batch_rows smaller, or take a machine with more."),
            Failures.Of(failure));
    }

    [Fact]
    public void Memory_of_a_device_that_cannot_be_had_is_told_alike() => Assert.Equal(
        "There is not enough memory: libtorch asked for 20.00 GiB. Make network.layers or training.batch_rows smaller, or take a machine with more.",
        Failures.Of(new ExternalException("CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 79.11 GiB"))?.Message);

    [Fact]
    public void Another_failure_of_libtorch_stays_unexpected() => Assert.Null(Failures.Of(new ExternalException("mat1 and mat2 cannot be multiplied")));
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class NormalQuantileTests
{
    [Fact]
    public void The_quantile_undoes_the_error_function()
    {
        // libtorch's own erfinv is the independent reference: quantile(p) = sqrt(2) erfinv(2p - 1).
        using var scope = NewDisposeScope();
        var levels = linspace(1e-7, 1 - 1e-7, 100_001, ScalarType.Float64);

        var difference = (NormalQuantile.Of(levels) - (2 * levels - 1).erfinv() * Math.Sqrt(2)).abs();

        Assert.InRange(difference.max().ToDouble(), 0, 2e-9);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.9599639845400545)]
    [InlineData(0.1, -1.2815515655446004)]
    [InlineData(1e-7, -5.199337582192817)]
    [InlineData(1e-10, -6.361340902404057)]
    public void Published_quantiles_come_out(double level, double quantile)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(quantile, NormalQuantile.Of(tensor(level)).ToDouble(), 1e-13);
    }
}

using CsCheck;

namespace DeepPipe.Bundle.Tests;

public sealed class ToleranceTests
{
    private static readonly Tolerance Default = new();

    [Fact]
    public void A_number_agrees_with_itself_whatever_it_is() =>
        Gen.Double.Sample(number => new Tolerance(0, 0).Agrees(number, number));

    [Fact]
    public void The_allowed_difference_is_the_edge() =>
        Gen.Double[-1e6, 1e6].Sample(trainer =>
            Default.Agrees(trainer, trainer + 0.999 * Default.Allowed(trainer))
            && !Default.Agrees(trainer, trainer - 1.001 * Default.Allowed(trainer)));

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void What_is_no_number_agrees_with_nothing_else(double trainer, double exported) =>
        Assert.False(Default.Agrees(trainer, exported));

    [Fact]
    public void Far_from_0_the_distance_from_the_origin_counts()
    {
        var ofYears = new Tolerance(1e-4, 1e-4, Origin: 2000);
        Assert.False(ofYears.Agrees(2010, 2010.1));
        Assert.True(new Tolerance(1e-4, 1e-4).Agrees(2010, 2010.1));
        Assert.True(ofYears.Agrees(2010, MathF.BitIncrement(2010)));
    }

    [Fact]
    public void Zero_agrees_with_minus_zero() => Assert.True(new Tolerance(0, 0).Agrees(0.0, -0.0));
}

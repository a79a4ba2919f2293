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
    public void Zero_agrees_with_minus_zero() => Assert.True(new Tolerance(0, 0).Agrees(0.0, -0.0));
}

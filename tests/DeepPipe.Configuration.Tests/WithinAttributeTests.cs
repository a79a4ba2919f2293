namespace DeepPipe.Configuration.Tests;

public sealed class WithinAttributeTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(double.Epsilon, true)]
    [InlineData(1, true)]
    [InlineData(1.0000001, false)]
    [InlineData(double.NaN, false)]
    public void A_bound_itself_is_in_or_out(double value, bool isIn) =>
        Assert.Equal(isIn, new WithinAttribute { Above = 0, AtMost = 1 }.Holds(value));

    [Fact]
    public void Without_bounds_only_nan_is_out()
    {
        Assert.True(new WithinAttribute().Holds(-1e300));
        Assert.False(new WithinAttribute().Holds(double.NaN));
    }

    [Fact]
    public void The_bounds_are_told_in_words()
    {
        Assert.Equal("at least 1", new WithinAttribute { AtLeast = 1 }.ToString());
        Assert.Equal("greater than 0 and less than 0.5", new WithinAttribute { Above = 0, Below = 0.5 }.ToString());
        Assert.Equal("1", new WithinAttribute { AtLeast = 1, AtMost = 1 }.ToString());
    }
}

namespace DeepPipe.Features.Tests;

public sealed class RowWeightsTests
{
    [Fact]
    public void Weights_are_one_in_the_mean()
    {
        var table = new SomeTable().Number("w", 0, 1, 5);
        using var weights = RowWeights.Fit("w", table.Profile().Numbers["w"]).Encode(table.Rows());

        Assert.Equal([0f, 0.5f, 2.5f], weights.data<float>());
    }

    [Theory]
    [InlineData(new[] { 1, double.NaN }, "The row weight \"w\" is missing in 1 of 2 train rows. Every row that is learned from needs its weight: complete them, or leave training.row_weights out.")]
    [InlineData(new[] { 1.0, -2 }, "The row weight \"w\" is -2 in a train row. Allowed: at least 0 and finite.")]
    [InlineData(new[] { 1, 1e300 }, "The row weight \"w\" is 1E+300 in a train row. Allowed: at least 0 and finite.")]
    [InlineData(new[] { 0.0, 0 }, "The row weight \"w\" is 0 in all train rows: no row counts.")]
    public void Weights_that_cannot_be_are_refused(double[] values, string message) => Assert.Equal(
        message, Assert.Throws<TargetException>(() => RowWeights.Fit("w", new SomeTable().Number("w", values).Profile().Numbers["w"])).Message);
}

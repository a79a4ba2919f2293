using System.Globalization;
using System.Text;
using CsCheck;

namespace DeepPipe.Data.Tests;

public class NumberTextTests
{
    [Fact]
    public void Every_finite_number_reads_back_bit_for_bit() => Gen.Double.Where(double.IsFinite).Sample(number =>
    {
        Assert.Equal(NumberKind.Number, NumberText.Parse(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), out var value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(value));
    });

    [Theory]
    [InlineData("1", 1)]
    [InlineData("+1", 1)]
    [InlineData("-0.5", -0.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("1E-3", 0.001)]
    [InlineData("  7\t", 7)]
    [InlineData("007", 7)]
    [InlineData("1e-400", 0)]
    public void These_are_numbers(string text, double number)
    {
        Assert.Equal(NumberKind.Number, NumberText.Parse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(number, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData(" NAN ")]
    public void These_are_missing(string text)
    {
        Assert.Equal(NumberKind.Missing, NumberText.Parse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.True(double.IsNaN(value));
    }

    [Theory]
    [InlineData("inf")]
    [InlineData("-Inf")]
    [InlineData("+infinity")]
    [InlineData("Infinity")]
    [InlineData("1e400")]
    [InlineData("-1e999")]
    public void These_are_infinite(string text) =>
        Assert.Equal(NumberKind.Infinite, NumberText.Parse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("abc")]
    [InlineData("1,5")]
    [InlineData("1,000")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("1 2")]
    [InlineData("1e")]
    [InlineData("--1")]
    [InlineData("- 1")]
    [InlineData("1d")]
    [InlineData("NA")]
    [InlineData("∞")]
    [InlineData("٣")]
    [InlineData("1\0")]
    public void These_are_text(string text) =>
        Assert.Equal(NumberKind.Text, NumberText.Parse(Encoding.UTF8.GetBytes(text), out _));
}

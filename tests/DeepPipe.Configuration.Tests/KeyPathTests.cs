using CsCheck;

namespace DeepPipe.Configuration.Tests;

public sealed class KeyPathTests
{
    [Fact]
    public void Splitting_gives_the_parts_that_were_joined() =>
        Gen.String[Gen.Char["ab.\"\\=1 "], 0, 6].Array[1, 4].Sample(parts => Assert.Equal(parts, KeyPath.Split(KeyPath.Join(parts))));

    [Fact]
    public void A_part_with_a_dot_stands_in_quotes() =>
        Assert.Equal("columns.\"hours.per \\\"week\\\"\".between", KeyPath.Join("columns", "hours.per \"week\"", "between"));

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("\"a")]
    [InlineData("\"a\"b")]
    public void A_key_without_a_part_or_with_an_open_quote_has_no_parts(string path) => Assert.Null(KeyPath.Split(path));
}

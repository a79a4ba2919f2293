namespace DeepPipe.Data.Tests;

public class TypeGuessTests
{
    [Theory]
    [InlineData("integer", "1", "-2", "+3", "0")]
    [InlineData("integer", "1", null, "?")]
    [InlineData("integer", "1", "NaN")]
    [InlineData("integer", "9007199254740991", " 5 ")]
    [InlineData("number", "1", "2.5")]
    [InlineData("number", "3.0", "1")]
    [InlineData("number", "1e3")]
    [InlineData("number", "0.5", "inf")]
    [InlineData("number", "1e300", "1e999")]
    [InlineData("category", "001", "1")]
    [InlineData("category", "-01")]
    [InlineData("category", "00.5")]
    [InlineData("category", "9007199254740992")]
    [InlineData("category", "123456789012345678901234567890")]
    [InlineData("category", "1", "abc")]
    [InlineData("category", "True", "False")]
    [InlineData("category", "true", "1")]
    [InlineData("category", "NA", "1")]
    [InlineData("category", "2024-02-29")]
    [InlineData("category", null, "", "?")]
    [InlineData("boolean", "true", "false", null)]
    public void A_type_is_what_all_values_are(string type, params string?[] cells)
    {
        var guess = new TypeGuess(new MissingWords(["?"]));
        guess.Observe(Tables.Strings(cells));
        ColumnConfig expected = type switch
        {
            "integer" => new IntegerColumnConfig(),
            "number" => new NumberColumnConfig(),
            "boolean" => new BooleanColumnConfig(),
            _ => new CategoryColumnConfig(),
        };
        Assert.Equal(expected, guess.Config);
    }
}

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
    [InlineData("datetime", "2024-02-29")]
    [InlineData("datetime", "2024-02-29T12:30", null, "?", " 2024-02-29 12:30:00.5+01:00 ")]
    [InlineData("category", "2024-02-29", "2023-02-29")]
    [InlineData("category", "2024-02-29", "NaN")]
    [InlineData("category", "20240229", "2024-02-29")]
    [InlineData("integer", "20240229")]
    [InlineData("category", null, "", "?")]
    [InlineData("boolean", "true", "false", null)]
    public void A_type_is_what_all_values_are(string type, params string?[] cells)
    {
        var guess = Guess(cells);
        ColumnConfig expected = type switch
        {
            "integer" => new IntegerColumnConfig(),
            "number" => new NumberColumnConfig(),
            "datetime" => new DateTimeColumnConfig(),
            "boolean" => new BooleanColumnConfig(),
            _ => new CategoryColumnConfig(),
        };
        Assert.Equal(expected, guess.Config);
    }

    [Theory]
    [InlineData("n/a", "row 10: column \"a\" is \"n/a\", and for this value alone the column is taken for a category, though 9 of its values are "
        + "numbers. Declare data.columns.a as number to have what is no number refused, or as category to keep it so, or add \"n/a\" to "
        + "data.source.missing where it stands for a gap.")]
    [InlineData("9007199254740992", "row 10: column \"a\" is \"9007199254740992\", and for this value alone the column is taken for a category, "
        + "though 9 of its values are numbers. Declare data.columns.a as number to have what is no number refused, or as category to keep it so.")]
    public void One_text_among_numbers_is_told_with_its_place_and_the_remedy(string text, string told)
    {
        var guess = Guess(["1", "2", "3", null, "4", "5", "6", "7", "8", text, "9"]);
        Assert.Equal(new CategoryColumnConfig(), guess.Config);
        Assert.Equal($"t.csv: {told}", guess.Stray("a")!.ToString());
    }

    [Fact]
    public void Several_texts_among_numbers_are_counted_and_the_first_is_told()
    {
        var guess = Guess([.. Enumerable.Repeat("1,5", 2), .. Enumerable.Repeat("7", 18)]);
        guess.Observe(Tables.Strings([.. Enumerable.Repeat("0.5", 9), "2024-02-29"]), "u.csv", 1);
        Assert.Equal(new StrayText("a", "t.csv", 1, "1,5", IsName: false, NumberCount: 27, StrayCount: 3), guess.Stray("a"));
        Assert.Contains("\"1,5\", and for 3 such values the column", guess.Stray("a")!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(17, 2)]
    [InlineData(20, 0)]
    public void Other_columns_are_not_told(int numberCount, int otherCount) =>
        Assert.Null(Guess([.. Enumerable.Repeat("1", numberCount), .. Enumerable.Repeat("x", otherCount)]).Stray("a"));

    private static TypeGuess Guess(string?[] cells)
    {
        var guess = new TypeGuess(new MissingWords(["?"]));
        guess.Observe(Tables.Strings(cells), "t.csv", 1);
        return guess;
    }
}

namespace DeepPipe.Statistics.Tests.Profiles;

public sealed class TableProfileTests
{
    private static readonly (string, ColumnType)[] Columns =
        [("age", ColumnType.Number), ("children", ColumnType.Integer), ("job", ColumnType.Category)];

    [Fact]
    public void Columns_are_profiled_by_their_kind()
    {
        var profile = new TableProfile(Columns);
        Assert.Equal(["age", "children"], profile.Numbers.Keys);
        Assert.Equal(["job"], profile.Categories.Keys);
        Assert.Equal(0, profile.RowCount);
    }

    [Fact]
    public void Merging_merges_every_column()
    {
        var (first, second) = (TableOf(1, "clerk"), TableOf(3, null));
        first.Merge(second);
        Assert.Equal(2, first.RowCount);
        Assert.Equal(2, first.Numbers["age"].Mean);
        Assert.Equal((1, 1), (first.Categories["job"].Count, first.Categories["job"].Missing));
    }

    [Fact]
    public void Other_columns_are_refused()
    {
        var other = new TableProfile([("age", ColumnType.Category), ("children", ColumnType.Integer), ("job", ColumnType.Category)]);
        var failure = Assert.Throws<ArgumentException>(() => new TableProfile(Columns).Merge(other));
        Assert.Equal("The profiles are of different columns. (Parameter 'other')", failure.Message);
    }

    [Fact]
    public void A_name_that_occurs_twice_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => new TableProfile([.. Columns, ("age", ColumnType.Category)]));
        Assert.Equal("Column \"age\" occurs twice. (Parameter 'columns')", failure.Message);
    }

    private static TableProfile TableOf(double age, string? job)
    {
        var profile = new TableProfile(Columns);
        profile.Numbers["age"].Observe([age]);
        profile.Numbers["children"].Observe([double.NaN]);
        profile.Categories["job"].Observe(job);
        return profile;
    }
}

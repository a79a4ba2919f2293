using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public sealed class WindowErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("when,id,x\n2024-01-01,a,1\n2024-01-02,a,\n", "row 2: column \"x\" has no value. Every step of a window is read: complete it, or train with data.windows.gaps: forward_fill.")]
    [InlineData("when,id,x\n2024-01-01,a,1\n2024-01-02,,2\n", "row 2: column \"id\" has no value. Every step needs the series that it belongs to.")]
    [InlineData("when,id,x\n2024-01-01,a,1\n,a,2\n", "row 2: column \"when\" has no value. Every step needs its time.")]
    [InlineData("when,id,x\n2024-01-02,a,1\n2024-01-01,b,2\n2024-01-02,a,3\n",
        "row 3: column \"when\" is 2024-01-02T00:00:00Z, not after 2024-01-02T00:00:00Z in the step before of \"a\". Sort the steps by this column, each time once.")]
    [InlineData("when,id,x\n2024-01-01,a,1\n2024-01-02,a,1e39\n", "row 2: column \"x\" is 1E+39, too large for a model of 32-bit numbers. Scale the column down.")]
    [InlineData("when,id,x\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-03,b,2\n",
        "no window trains: it has 2 steps and 1 to come (data.windows), and the longest series has 2 steps that train.")]
    public void A_step_that_cannot_be_read_is_refused(string table, string problem)
    {
        var path = folder.Write("t.csv", table);
        Assert.Equal($"{path}: {problem}", Complaint(() => Open(path, new() { LookBack = 2, Horizon = 1, Time = "when", Series = "id" })));
    }

    [Fact]
    public void A_series_that_begins_with_a_gap_is_refused_whatever_fills_it()
    {
        var path = folder.Write("t.csv", "id,x\na,1\nb,\n");
        Assert.Equal(
            $"{path}: row 2: column \"x\" has no value, and the series none before it that could stand there (data.windows.gaps: forward_fill).",
            Complaint(() => Open(path, new() { LookBack = 1, Horizon = 1, Series = "id", Gaps = StepGaps.ForwardFill })));
    }

    [Theory]
    [InlineData("x", null, null, null, "there is no column \"z\" (data.windows.columns). There is \"when\", \"word\", \"x\".", "z")]
    [InlineData(null, "wen", null, null, "there is no column \"wen\" (data.windows.time). Did you mean \"when\"?")]
    [InlineData(null, null, "words", null, "there is no column \"words\" (data.windows.series). Did you mean \"word\"?")]
    [InlineData(null, "word", null, null, "column \"word\" (data.windows.time) is of type category, not one of dates or numbers. "
        + "Declare data.columns.word as datetime, or name another column.")]
    [InlineData("word", null, null, null, "column \"word\" (data.windows.columns) is of type category, not one of numbers. "
        + "Declare data.columns.word as number, or name another column.")]
    [InlineData(null, null, null, "when", "there is no column \"when\" (data.windows.forecast). There is \"x\".")]
    public void A_column_that_is_not_there_or_of_another_type_is_refused(
        string? column, string? time, string? series, string? forecast, string problem, string? second = null)
    {
        var path = folder.Write("t.csv", "when,word,x\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-03,b,2\n");
        var windows = new WindowsConfig
        {
            LookBack = 1,
            Horizon = 1,
            Columns = column is null ? null : [column, .. second is null ? [] : (string[])[second]],
            Time = time,
            Series = series,
            Forecast = forecast is null ? null : [forecast],
        };
        Assert.Equal($"{path}: {problem}", Complaint(() => Open(path, windows)));
    }

    [Fact]
    public void A_table_without_numbers_or_with_a_column_called_next_is_refused()
    {
        var path = folder.Write("t.csv", "word\na\nb\n");
        Assert.Equal($"{path}: there is no column of numbers for data.windows to read.", Complaint(() => Open(path, new() { LookBack = 1, Horizon = 1 })));
        path = folder.Write("t.csv", "x,next\n1,2\n3,4\n");
        Assert.Equal(
            $"{path}: there is a column \"next\", as the steps to come are called. Rename it, or name the others in data.windows.columns.",
            Complaint(() => Open(path, new() { LookBack = 1, Horizon = 1 })));
    }

    [Fact]
    public void A_split_of_more_steps_than_a_series_has_names_the_series()
    {
        var path = folder.Write("t.csv", "id,x\na,1\na,2\na,3\nb,1\n");
        var config = Csv(path) with
        {
            Windows = new() { LookBack = 1, Horizon = 1, Series = "id" },
            Split = new ChronologicalSplitConfig { Train = 2, Validation = 1, Test = 0 },
        };
        Assert.Equal(
            $"{path}: data.split asks for 2 steps to train, 1 to validate and 0 to test, 3 together; the series \"b\" has 1.",
            Complaint(() => Dataset.Open(config, 1)));
    }

    [Fact]
    public void Steps_are_held_against_the_contract()
    {
        var path = folder.Write("t.csv", "x\n1\n2\n300\n4\n");
        var config = (Csv(path) with { Windows = new() { LookBack = 1, Horizon = 1 }, Split = new ChronologicalSplitConfig() })
            .With(("x", new NumberColumnConfig { Between = [0, 10] }));
        Assert.Equal(
            $"{path}: column \"x\" has 1 value out of range, the first in row 3: 300. Expected 0 to 10 (data.columns.x.between).",
            Complaint(() => Dataset.Open(config, 1)));
    }

    [Fact]
    public void What_is_wrong_with_the_section_is_told_together()
    {
        var windows = new WindowsConfig { LookBack = 1, Horizon = 1, Columns = ["x", "x", "t", "next"], Forecast = ["X", "X"], Time = "t", Series = "t" };
        Assert.Equal(
            [
                "columns.1 is \"x\". Allowed: each column once.",
                "forecast.1 is \"X\". Allowed: each column once.",
                "columns.2 is \"t\". Allowed: a column that is neither time nor series.",
                "columns.3 is \"next\". Allowed: a column that is not called next, as the steps to come are.",
                "forecast.0 is \"X\". Allowed: one of columns: x, x, t, next. Did you mean \"x\"?",
                "forecast.1 is \"X\". Allowed: one of columns: x, x, t, next. Did you mean \"x\"?",
                "series is \"t\". Allowed: another column than time.",
            ],
            windows.Problems().Select(problem => problem.ToString()));
        Assert.Equal(
            ["columns is an empty list. Allowed: at least one column.", "forecast is an empty list. Allowed: at least one column."],
            new WindowsConfig { LookBack = 1, Horizon = 1, Columns = [], Forecast = [] }.Problems().Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_split_that_draws_rows_is_a_problem() => Assert.Equal(
        "split is one that draws rows. Allowed: chronological, column, or files with a file to validate, since windows of data.windows overlap.",
        Assert.Single((Csv("t.csv") with { Windows = new() { LookBack = 1, Horizon = 1 } }).Problems()).ToString());

    private static Dataset Open(string path, WindowsConfig windows) =>
        Dataset.Open(Csv(path) with { Windows = windows, Split = new ChronologicalSplitConfig { Train = 1, Validation = 0, Test = 0 } }, 1);
}

using Apache.Arrow;

namespace DeepPipe.Features.Tests;

public sealed class TargetCheckTests
{
    private static readonly ClassTarget classes = new("y", TaskKind.Binary, ["a", "b"]);
    private static readonly NumberTarget number = new("y", 0, 1);

    [Fact]
    public void Targets_that_all_rows_can_be_measured_on_pass()
    {
        Check(Texts("a", "b"), Texts("b")).Complete(classes);
        Check(Numbers(1, -3e38)).Complete(number);
    }

    [Fact]
    public void The_first_row_of_several_problems_is_told_across_batches()
    {
        Assert.Equal(
            "t.csv: row 3 is the first without a usable target. The target \"y\" is \"d\", a class that no train row has. "
            + "The train rows have: \"a\", \"b\". Take the row out of the source, or change the split.",
            Refusal(classes, Texts("a", "b"), Texts("d", "c", null)));
        Assert.Equal(
            "t.csv: row 1 is the first without a usable target. The target \"y\" is missing in 2 of 3 rows. Every row that is learned from "
            + "or measured on needs its target: take these rows out of the source, or complete them.",
            Refusal(classes, Texts(null, "c"), Texts([null])));
    }

    [Fact]
    public void A_number_that_a_model_cannot_hold_is_told() => Assert.Equal(
        "t.csv: row 2 is the first without a usable target. The target \"y\" is -1E+39, which is infinite or too large for a model of "
        + "32-bit numbers. Take the row out of the source, or scale the column down.",
        Refusal(number, Numbers(1, -1e39, null)));

    private static string Refusal(TargetPlan plan, params IArrowArray[] batches) =>
        Assert.Throws<TargetException>(() => Check(batches).Complete(plan)).Message;

    private static TargetCheck Check(params IArrowArray[] batches)
    {
        var check = new TargetCheck("t.csv", "y");
        foreach (var batch in batches)
            check.Observe(batch);
        return check;
    }

    private static StringArray Texts(params string?[] cells) => new StringArray.Builder().AppendRange(cells).Build();

    private static DoubleArray Numbers(params double?[] cells)
    {
        var builder = new DoubleArray.Builder();
        foreach (var cell in cells)
            builder.Append(cell);
        return builder.Build();
    }
}

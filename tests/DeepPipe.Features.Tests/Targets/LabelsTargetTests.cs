using Apache.Arrow;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class LabelsTargetTests
{
    private static readonly InputColumn Tags = new("tags", ColumnType.Set) { Separator = ";" };

    [Fact]
    public void Labels_are_the_members_of_the_train_rows_in_ordinal_order()
    {
        var target = Fit(new(), ["b;a", " b ", null, "Z;Z", "only in test"], [true, true, true, true, false]);

        Assert.Equal(["Z", "a", "b"], target.Labels);
        Assert.Equal([1L, 1, 2], target.Counts);
        Assert.Equal((";", 4L, 3), (target.Separator, target.RowCount, target.Width));
    }

    [Fact]
    public void A_row_has_1_for_each_of_its_labels_and_a_gap_is_the_empty_set()
    {
        var target = Fit(new(), ["a;b", "b"], [true, true]);
        using var cells = target.Encode(Rows("b;a;b", null, "b"));

        Assert.Equal([3L, 2], cells.shape);
        Assert.Equal([1f, 1, 0, 0, 0, 1], cells.data<float>());
    }

    [Fact]
    public void A_gap_that_is_skipped_is_nan_and_no_row_of_those_counted()
    {
        var target = Fit(new() { Missing = MissingTarget.Skip }, ["a;b", null, "b"], [true, true, true]);
        using var cells = target.Encode(Rows(null, "a"));

        Assert.Equal(2, target.RowCount);
        Assert.Equal([float.NaN, float.NaN, 1, 0], cells.data<float>());
    }

    [Fact]
    public void Weights_are_those_of_a_binary_target_for_each_label()
    {
        string?[] cells = ["a", "a;b", "a", null];
        bool[] all = [true, true, true, true];

        Assert.Equal([4 / 2.0, 4 / 6.0, 4 / 6.0, 4 / 2.0], Weighed(new BalancedWeightsConfig(), cells, all));
        Assert.Equal([1, 1, 1, 5], Weighed(new GivenWeightsConfig { Weights = new Dictionary<string, double> { ["b"] = 5 } }, cells, all));
        Assert.Equal(
            "The target \"tags\" is never \"c\" in the train rows, though loss.class_weights weighs it. It is one of: \"a\", \"b\".",
            Assert.Throws<TargetException>(() => Weighed(new GivenWeightsConfig { Weights = new Dictionary<string, double> { ["c"] = 5 } }, cells, all)).Message);
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        Assert.Equal(
            "The target \"tags\" has no member in any train row: there is no label to learn. Check the column, its separator and the split.",
            Assert.Throws<TargetException>(() => Fit(new(), [null, "a"], [true, false])).Message);
        Assert.Equal(
            "The target \"tags\" is \"c\", a class that no train row has. The train rows have: \"a\". Take the row out of the source, or change the split.",
            Assert.Throws<TargetException>(() => Fit(new(), ["a"], [true]).Encode(Rows("a;c"))).Message);
    }

    [Theory]
    [InlineData(TaskKind.Multilabel, ColumnType.Category, "The target \"tags\" is a category, but task multilabel needs a set. Set task to binary or multiclass, or declare data.columns.tags.type: set.")]
    [InlineData(TaskKind.Binary, ColumnType.Set, "The target \"tags\" is a set, but task binary needs classes. Set task to multilabel, or declare data.columns.tags.type: category.")]
    [InlineData(TaskKind.Regression, ColumnType.Image, "The target \"tags\" is an image, but task regression needs a number. Declare data.columns.tags.type: number.")]
    public void A_column_of_another_type_is_refused(TaskKind task, ColumnType type, string message) => Assert.Equal(
        message,
        Assert.Throws<TargetException>(() => TargetPlan.Fit(new() { Column = "tags", Task = task }, new("tags", type), new TableProfile([]))).Message);

    [Fact]
    public void Several_targets_stand_side_by_side_and_a_gap_that_is_skipped_is_nan()
    {
        var plans = new TargetPlans(
        [
            new ClassTarget("kind", TaskKind.Binary, ["x", "y"]) { SkipsMissing = true },
            new LabelsTarget("tags", ["a", "b"], ";"),
        ]);
        var rows = new RecordBatch.Builder().Append("kind", true, Texts("y", null)).Append("tags", true, Texts("a", "b")).Build();
        using var cells = plans.Encode(rows);

        Assert.Equal([1f, 1, 0, float.NaN, 0, 1], cells.data<float>());
        using var room = plans.Empty(2);
        Assert.Equal((cells.dtype, 3L), (room.dtype, room.shape[1]));
    }

    [Fact]
    public void Rows_of_sets_are_held_against_the_labels_of_the_train_rows()
    {
        var fit = new TargetFit(new() { Column = "tags", Task = TaskKind.Multilabel }, Tags, "t.csv");
        fit.Observe(Rows("a", null, "a;new"), [true, true, false]);

        Assert.Equal(
            "t.csv: row 3 is the first without a usable target. The target \"tags\" is \"new\", a class that no train row has. "
            + "The train rows have: \"a\". Take the row out of the source, or change the split.",
            Assert.Throws<TargetException>(() => fit.Complete(new TableProfile([]))).Message);
    }

    [Theory]
    [InlineData("[0.5]", "levels is a list of 1. Allowed: at least two levels.")]
    [InlineData("[0.5, 0.2]", "levels.1 is 0.2. Allowed: greater than the level before it, which is 0.5.")]
    public void Levels_that_are_none_are_a_problem(string levels, string problem) => Assert.Equal(
        problem,
        Assert.Single(new QuantileConfig { Levels = [.. levels.Trim('[', ']').Split(", ").Select(level => double.Parse(level, System.Globalization.CultureInfo.InvariantCulture))] }.Problems()).ToString());

    private static IReadOnlyList<double> Weighed(ClassWeightsConfig weights, string?[] cells, bool[] isTrain) =>
        Fit(new() { Loss = new CrossEntropyConfig { ClassWeights = weights } }, cells, isTrain).Weights!;

    private static LabelsTarget Fit(Asked asked, string?[] cells, bool[] isTrain)
    {
        var counts = new LabelCounts(Tags.Separator);
        counts.Observe(Texts(cells), isTrain);
        var config = new TargetConfig { Column = "tags", Task = TaskKind.Multilabel, Loss = asked.Loss, Missing = asked.Missing };
        return (LabelsTarget)TargetPlan.Fit(config, Tags, new TableProfile([]), counts);
    }

    private static RecordBatch Rows(params string?[] cells) => new RecordBatch.Builder().Append("tags", true, Texts(cells)).Build();

    private static StringArray Texts(params string?[] cells) => new StringArray.Builder().AppendRange(cells).Build();

    private sealed record Asked
    {
        public LossConfig? Loss { get; init; }

        public MissingTarget Missing { get; init; }
    }
}

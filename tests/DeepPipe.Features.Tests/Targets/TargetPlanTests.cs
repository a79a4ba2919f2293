using System.Globalization;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class TargetPlanTests
{
    private const string Complete =
        "Every row that is learned from or measured on needs its target: take these rows out of the source, or complete them.";

    private static readonly string[] Incomes = [">50K", "<=50K", "<=50K", ">50K", "<=50K"];

    [Theory]
    [InlineData(null, "<=50K", ">50K")]
    [InlineData(">50K", "<=50K", ">50K")]
    [InlineData("<=50K", ">50K", "<=50K")]
    public void The_positive_class_has_the_code_1(string? positive, string zero, string one)
    {
        var plan = Fit(new SomeTable().Category("income", Incomes), TaskKind.Binary, positive);

        Assert.Equal([zero, one], Assert.IsType<ClassTarget>(plan).Classes);
        Assert.Equal(one, ((ClassTarget)plan).Positive);
    }

    [Fact]
    public void Several_classes_stand_in_ordinal_order_and_none_is_positive()
    {
        var plan = (ClassTarget)Fit(new SomeTable().Category("income", "b", "a", "Z", "b"), TaskKind.Multiclass);

        Assert.Equal(["Z", "a", "b"], plan.Classes);
        Assert.Null(plan.Positive);
    }

    [Fact]
    public void Classes_are_encoded_by_their_index()
    {
        var table = new SomeTable().Category("income", Incomes);
        using var rows = table.Rows();

        using var codes = Fit(table, TaskKind.Binary, ">50K").Encode(rows);

        Assert.Equal(ScalarType.Int64, codes.dtype);
        Assert.Equal([1L, 0, 0, 1, 0], codes.data<long>());
    }

    [Fact]
    public void Numbers_are_encoded_in_their_own_unit()
    {
        var table = new SomeTable().Number("income", 1, 2.5, 4);
        using var rows = table.Rows();

        var plan = (NumberTarget)Fit(table, TaskKind.Regression);
        using var targets = plan.Encode(rows);

        Assert.Equal((2.5, Math.Sqrt(1.5)), (plan.Mean, plan.Deviation));
        Assert.Equal(ScalarType.Float32, targets.dtype);
        Assert.Equal([1f, 2.5f, 4], targets.data<float>());
    }

    [Fact]
    public void A_plan_read_back_is_the_plan()
    {
        var classes = Fit(new SomeTable().Category("income", Incomes), TaskKind.Binary, "<=50K");
        var number = Fit(new SomeTable().Number("income", 0.1, 1 / 3.0, Math.PI), TaskKind.Regression);

        var written = new TargetPlans([classes, number]).ToJson();
        var read = TargetPlans.FromJson(written);

        Assert.Equal(written, read.ToJson());
        Assert.Equal([TaskKind.Binary, TaskKind.Regression], read.Each.Select(target => target.Task));
    }

    public static TheoryData<string, TaskKind, string?, string> Refused => new()
    {
        { "class:a", TaskKind.Binary, null,
            "The target \"income\" is \"a\" in all 1 train rows: there is nothing to tell apart. Check the column and the split." },
        { "class:a,a", TaskKind.Multiclass, null,
            "The target \"income\" is \"a\" in all 2 train rows: there is nothing to tell apart. Check the column and the split." },
        { "class:a,b,c", TaskKind.Binary, null,
            "The target \"income\" has 3 classes in the train rows (\"a\", \"b\", \"c\"), but task binary needs two. Set task to multiclass." },
        { "class:a,b", TaskKind.Binary, "c",
            "The target \"income\" is never \"c\" in the train rows, though positive says so. It is one of: \"a\", \"b\"." },
        { "class:a,b,,", TaskKind.Binary, null,
            "The target \"income\" is missing in 2 of 4 train rows. " + Complete },
        { "number:1,2", TaskKind.Binary, null,
            "The target \"income\" is a number, but task binary needs classes. Set task to regression, or declare data.columns.income.type: category." },
        { "class:a,b", TaskKind.Regression, null,
            "The target \"income\" is a category, but task regression needs a number. Set task to binary or multiclass, or declare data.columns.income.type: number." },
        { "number:2,2", TaskKind.Regression, null,
            "The target \"income\" is 2 in all train rows: there is nothing to learn. Check the column and the split." },
        { "number:1,NaN,3", TaskKind.Regression, null,
            "The target \"income\" is missing in 1 of 3 train rows. " + Complete },
        { "number:", TaskKind.Regression, null,
            "The target \"income\" has no train row. Check the split." },
        { "number:1e300,1e301", TaskKind.Regression, null,
            "The target \"income\" holds numbers in the train rows that are infinite or too large for a mean and a deviation. Take these rows out of the source, or scale the column down." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_target_that_its_task_cannot_use_is_refused(string cells, TaskKind task, string? positive, string message) =>
        Assert.Equal(message, Assert.Throws<TargetException>(() => Fit(Table(cells), task, positive)).Message);

    [Theory]
    [InlineData("class:a,b,,a",
        "The target \"income\" is missing in 1 of 4 rows of a batch. " + Complete)]
    [InlineData("class:a,b,d",
        "The target \"income\" is \"d\", a class that no train row has. The train rows have: \"a\", \"b\". Take the row out of the source, or change the split.")]
    [InlineData("number:1,NaN",
        "The target \"income\" is missing in 1 of 2 rows of a batch. " + Complete)]
    [InlineData("number:1,-1e39",
        "The target \"income\" is -1E+39, which is infinite or too large for a model of 32-bit numbers. Take the row out of the source, or scale the column down.")]
    public void A_row_that_cannot_be_measured_on_is_refused(string cells, string message)
    {
        TargetPlan plan = cells.StartsWith("class", StringComparison.Ordinal)
            ? new ClassTarget("income", TaskKind.Binary, ["a", "b"])
            : new NumberTarget("income", 0, 1);
        using var rows = Table(cells).Rows();

        Assert.Equal(message, Assert.Throws<TargetException>(() => plan.Encode(rows)).Message);
    }

    [Fact]
    public void Only_a_binary_task_has_a_positive_class()
    {
        var config = new TargetConfig { Column = "income", Task = TaskKind.Regression, Positive = "a" };

        Assert.Equal("positive is \"a\". Allowed: only with task: binary.", Assert.Single(config.Problems()).ToString());
    }

    [Fact]
    public void Balanced_classes_count_the_same_together()
    {
        var table = new SomeTable().Category("income", "a", "b", "b", "b", "c", "c");
        var weights = ((ClassTarget)Fit(table, TaskKind.Multiclass, loss: new CrossEntropyConfig { ClassWeights = new BalancedWeightsConfig() })).Weights!;

        Assert.Equal([2, 2 / 3.0, 1], weights);
    }

    [Fact]
    public void Given_weights_go_to_their_classes_and_the_others_count_one()
    {
        var table = new SomeTable().Category("income", "a", "b", "c");

        Assert.Equal([1, 5, 1], ((ClassTarget)Fit(table, TaskKind.Multiclass, loss: Given("b"))).Weights!);
        Assert.Equal(
            "The target \"income\" is never \"d\" in the train rows, though loss.class_weights weighs it. It is one of: \"a\", \"b\", \"c\".",
            Assert.Throws<TargetException>(() => Fit(table, TaskKind.Multiclass, loss: Given("d"))).Message);

        static LossConfig Given(string name) => new FocalConfig
        {
            ClassWeights = new GivenWeightsConfig { Weights = new Dictionary<string, double> { [name] = 5 } },
        };
    }

    [Fact]
    public void Counts_below_nought_are_refused() => Assert.Equal(
        "The target \"income\" is -1 in a row, but loss poisson is one of counts, which are at least 0. "
        + "Choose another loss, or take the row out of the source.",
        Assert.Throws<TargetException>(() => Fit(new SomeTable().Number("income", 3, -1), TaskKind.Regression, loss: new PoissonConfig())).Message);

    [Theory]
    [InlineData(TaskKind.Regression, "loss is one of classes. Allowed: squared, absolute, huber, poisson, quantile.")]
    [InlineData(TaskKind.Binary, "loss is one of numbers. Allowed: cross_entropy, focal.")]
    public void A_loss_of_the_other_kind_is_a_problem(TaskKind task, string problem) => Assert.Equal(
        problem,
        Assert.Single(new TargetConfig { Column = "y", Task = task, Loss = task == TaskKind.Regression ? new FocalConfig() : new HuberConfig() }.Problems()).ToString());

    private static TargetPlan Fit(SomeTable table, TaskKind task, string? positive = null, LossConfig? loss = null) => TargetPlan.Fit(
        new() { Column = "income", Task = task, Positive = positive, Loss = loss }, table.Columns[0], table.Profile());

    private static SomeTable Table(string cells)
    {
        var (kind, list) = (cells.Split(':')[0], cells.Split(':')[1]);
        if (kind == "class")
            return new SomeTable().Category("income", list.Split(','));
        var values = list.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new SomeTable().Number("income", [.. values.Select(value => double.Parse(value, CultureInfo.InvariantCulture))]);
    }
}

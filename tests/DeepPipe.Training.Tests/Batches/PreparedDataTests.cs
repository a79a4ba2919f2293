using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Training.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class PreparedDataTests
{
    [Fact]
    public void Every_part_has_its_rows_in_the_order_of_the_source()
    {
        using var folder = new RunFolder();
        var table = new SmallTable(folder);
        using var data = PreparedData.From(table.Dataset, table.Features, table.Target("income", TaskKind.Regression), default);

        Assert.Equal([360, 120, 120], new[] { data.Train, data.Validation, data.Test }.Select(part => part.RowCount));
        Assert.Equal(
            Enumerable.Range(0, 600).Where(row => row % 5 == 1).Select(row => (row * 37 % 100 * 1000) + 0.5f),
            data.Test.Targets.data<float>().ToArray());
        Assert.Equal([360, 2], data.Train.Features.Numbers.shape);
        Assert.Equal([360, 1], data.Train.Features.Codes.shape);
        Assert.Equal((ScalarType.Float32, ScalarType.Int64), (data.Train.Features.Numbers.dtype, data.Train.Features.Codes.dtype));
        Assert.Equal(60, data.Train.Features.Numbers.select(1, 1).sum().item<float>());       // rows without an age
    }

    [Fact]
    public void Prepared_numbers_are_those_that_the_model_makes_of_raw_ones()
    {
        using var folder = new RunFolder();
        var table = new SmallTable(folder);
        using var scope = NewDisposeScope();
        var target = table.Target("old", TaskKind.Binary);
        var data = PreparedData.From(table.Dataset, table.Features, target, default);
        var encoder = new ColumnEncoder(table.Features);
        using var transform = new TableTransform(table.Features);

        var batch = table.Dataset.Read(encoder.Columns, default).Single();
        var raw = encoder.Encode(batch.Rows);
        var validation = tensor(batch.Parts.ToArray().Select(part => part == Part.Validation).ToArray());
        Assert.True(data.Validation.Features.Numbers.eq(transform.call(raw.Numbers, raw.Codes)[validation]).all().item<bool>());
        Assert.True(data.Validation.Features.Codes.eq(raw.Codes[validation]).all().item<bool>());
        Assert.Equal(ScalarType.Int64, data.Validation.Targets.dtype);
    }

    [Fact]
    public void Reading_leaves_nothing_but_the_matrices()
    {
        using var folder = new RunFolder();
        var table = new SmallTable(folder);
        var target = table.Target("old", TaskKind.Binary);
        PreparedData.From(table.Dataset, table.Features, target, default).Dispose();
        var count = Tensor.TotalCount;
        using var data = PreparedData.From(table.Dataset, table.Features, target, default);
        Assert.InRange(Tensor.TotalCount, 0, count + 9);
    }

    [Fact]
    public void A_failed_reading_leaves_nothing()
    {
        using var folder = new RunFolder();
        var table = new SmallTable(folder);
        var target = new ClassTarget("old", TaskKind.Binary, ["no", "never"]);
        var count = Tensor.TotalCount;
        Assert.Throws<TargetException>(() => PreparedData.From(table.Dataset, table.Features, target, default));
        Assert.InRange(Tensor.TotalCount, 0, count);
    }

    [Theory]
    [InlineData("old", TaskKind.Binary, "validation.accuracy", 0.9)]
    [InlineData("old", TaskKind.Multiclass, "validation.accuracy", 0.9)]
    [InlineData("income", TaskKind.Regression, "validation.r2", 0.8)]
    public void A_table_model_learns_its_target(string column, TaskKind task, string metric, double atLeast)
    {
        using var folder = new RunFolder();
        var table = new SmallTable(folder);
        var target = table.Target(column, task);
        using var data = PreparedData.From(table.Dataset, table.Features, target, default);
        using var generator = manual_seed(7);
        using var model = TableModel.Of(table.Features, target, new MlpConfig { Layers = [32] });
        var config = new TrainingConfig { Epochs = 60, BatchRows = 32, Optimizer = new AdamWConfig { LearningRate = 1e-2 } };

        var outcome = Trainer.Fit(Trainee.Of(model, target), data, SmallRun.Plan(folder, config), null, default);
        Assert.InRange(outcome.BestScores[metric], atLeast, 1);
    }
}

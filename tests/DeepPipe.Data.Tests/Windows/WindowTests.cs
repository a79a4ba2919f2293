using System.Globalization;
using Apache.Arrow;
using CsCheck;
using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public sealed class WindowTests : IDisposable
{
    private static readonly Gen<(int LookBack, int Horizon, int Stride, int Train, int Validation, int Test)> Sizes =
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[9, 30], Gen.Int[0, 12], Gen.Int[0, 12]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_window_is_a_slice_of_its_columns_and_what_follows_it_step_by_step() => Sizes.Sample(
        size =>
        {
            var count = size.Train + size.Validation + size.Test;
            var dataset = Open(Wide(count), new() { LookBack = size.LookBack, Horizon = size.Horizon, Stride = size.Stride }, size.Train, size.Validation, size.Test);
            foreach (var row in Rows(dataset))
            {
                var first = (int)row.Past[0][0];
                Assert.Equal(0, first % size.Stride);
                Assert.Equal(Enumerable.Range(first, size.LookBack).Select(step => (float)step), row.Past[0]);
                Assert.Equal(Enumerable.Range(first, size.LookBack).Select(step => (float)(step * step)), row.Past[1]);
                Assert.Equal(
                    Enumerable.Range(first + size.LookBack, size.Horizon).SelectMany(step => new float[] { step, step * step }), row.Next);
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Each_part_has_the_windows_whose_steps_to_come_are_its_own() => Sizes.Sample(
        size =>
        {
            var dataset = Open(
                Wide(size.Train + size.Validation + size.Test + 3), new() { LookBack = size.LookBack, Horizon = size.Horizon }, size.Train, size.Validation, size.Test);
            Assert.Equal(size.Train - size.LookBack - size.Horizon + 1, dataset.RowCount(Part.Train));
            Assert.Equal(Math.Max(0, size.Validation - size.Horizon + 1), dataset.RowCount(Part.Validation));
            Assert.Equal(Math.Max(0, size.Test - size.Horizon + 1), dataset.RowCount(Part.Test));
            int[] ends = [size.Train, size.Train + size.Validation, size.Train + size.Validation + size.Test];
            foreach (var row in Rows(dataset))
            {
                var part = (int)row.Part;
                Assert.InRange(row.Next[0], part == 0 ? 0 : ends[part - 1], ends[part] - 1);
                Assert.InRange(row.Next[^2], part == 0 ? 0 : ends[part - 1], ends[part] - 1);
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void The_counts_of_ETTh1_are_those_of_the_papers()
    {
        var dataset = Open(Wide(17420), new() { LookBack = 336, Horizon = 96 }, 8640, 2880, 2880);
        Assert.Equal((8209, 2785, 2785), (dataset.RowCount(Part.Train), dataset.RowCount(Part.Validation), dataset.RowCount(Part.Test)));
        Assert.Equal(8209 + 2785 + 2785, Parts(dataset).Length);        // over several batches
    }

    [Fact]
    public void Series_that_stand_mixed_are_cut_each_by_itself() => Gen.Select(Gen.Int[4, 12].Array[1, 4], Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[0, 1000]).Sample(
        (lengths, lookBack, horizon, seed) =>
        {
            // The number tells the series and the step.
            var steps = lengths.SelectMany((length, series) => Enumerable.Range(0, length).Select(step => (Series: series, Step: step))).ToList();
            var random = new Random(seed);
            var order = steps.OrderBy(_ => random.Next()).ToList();
            var next = new int[lengths.Length];
            var lines = order.Select(one => $"s{one.Series},{(100 * one.Series) + next[one.Series]++}").ToList();
            var path = folder.Write("t.csv", $"id,x\n{string.Join('\n', lines)}\n");
            var dataset = Open(path, new() { LookBack = lookBack, Horizon = horizon, Series = "id" }, 1, 0, 0);

            Assert.Equal(lengths.Sum(length => length - lookBack - horizon + 1), dataset.RowCount(Part.Train));
            foreach (var row in Rows(dataset))
            {
                float[] all = [.. row.Past[0], .. row.Next];
                Assert.Equal(Enumerable.Range(0, all.Length).Select(step => all[0] + step), all);
            }
        },
        iter: 40,
        threads: 1);

    [Fact]
    public void Fractions_are_of_the_steps_of_each_series()
    {
        var lines = Enumerable.Range(0, 10).Select(step => $"a,{step}").Concat(Enumerable.Range(0, 20).Select(step => $"b,{step}"));
        var dataset = Open(folder.Write("t.csv", $"id,x\n{string.Join('\n', lines)}\n"), new() { LookBack = 1, Horizon = 1, Series = "id" }, 0.5, 0.3, 0.2);
        Assert.Equal((4 + 9, 3 + 6, 2 + 4), (dataset.RowCount(Part.Train), dataset.RowCount(Part.Validation), dataset.RowCount(Part.Test)));
    }

    [Fact]
    public void Csv_and_parquet_give_the_same_windows()
    {
        var csv = Wide(40);
        var parquet = folder.Of("t.parquet");
        using (var table = TableFiles.Open(csv, [Tables.Number("x"), Tables.Number("y")], []))
        using (var sink = TableFiles.Create(parquet, table.Schema, force: true))
        {
            foreach (var batch in table.Read(CancellationToken.None))
                using (batch)
                    sink.Write(batch);
            sink.Complete();
        }
        var windows = new WindowsConfig { LookBack = 5, Horizon = 2, Columns = ["y", "x"], Forecast = ["x"] };
        var split = new ChronologicalSplitConfig();
        var one = Dataset.Open(Csv(csv) with { Windows = windows, Split = split }, 1);
        var other = Dataset.Open(new DataConfig { Source = new ParquetSourceConfig { Path = parquet }, Windows = windows, Split = split }, 1);

        Assert.Equal(Read(one, "y", "x", "next"), Read(other, "y", "x", "next"));
        Assert.Equal("[0 1 4 9 16]|[0 1 2 3 4]|[5 6]", Read(one, "y", "x", "next")[0]);
        Assert.Equal(Parts(one), Parts(other));
    }

    [Fact]
    public void A_column_or_files_may_give_the_steps_their_parts()
    {
        var words = Enumerable.Range(0, 12).Select(step => $"{step},{(step < 6 ? "train" : step < 9 ? "validation" : "test")}");
        var path = folder.Write("words.csv", $"x,part\n{string.Join('\n', words)}\n");
        var byWords = Dataset.Open(Csv(path) with { Windows = new() { LookBack = 2, Horizon = 2 }, Split = new ColumnSplitConfig { Column = "part" } }, 1);
        Assert.Equal(["x", "next"], byWords.Columns.Select(column => column.Name));
        Assert.Equal("TrainTrainTrainValidationValidationTestTest", string.Concat(Parts(byWords)));

        var train = folder.Write("train.csv", "x\n0\n1\n2\n3\n");
        var files = new FilesSplitConfig { Validation = folder.Write("v.csv", "x\n4\n5\n"), Test = folder.Write("e.csv", "x\n6\n7\n") };
        var byFiles = Dataset.Open(Csv(train) with { Windows = new() { LookBack = 2, Horizon = 2 }, Split = files }, 1);
        Assert.Equal(["[0 1]|[2 3]", "[2 3]|[4 5]", "[4 5]|[6 7]"], Read(byFiles, "x", "next"));
    }

    [Fact]
    public void Means_and_deviations_are_those_of_the_steps_that_train_each_once()
    {
        var dataset = Open(Wide(10), new() { LookBack = 1, Horizon = 1 }, 4, 3, 3);
        var x = Assert.Single(dataset.Columns[0].Span!.Channels);
        Assert.Equal(1.5, x.Mean);
        Assert.Equal(Math.Sqrt(1.25), x.Deviation, 1e-12);
        Assert.Equal(x, dataset.Columns[2].Span!.Channels[0]);
        Assert.Equal(3.5, dataset.Columns[1].Span!.Channels[0].Mean);
    }

    [Fact]
    public void A_gap_may_be_filled_by_the_number_before_it_in_its_series()
    {
        var path = folder.Write("t.csv", "id,x\na,1\nb,5\na,\nb,6\na,\nb,\n");
        var dataset = Open(path, new() { LookBack = 2, Horizon = 1, Series = "id", Gaps = StepGaps.ForwardFill }, 1, 0, 0);
        Assert.Equal(["[1 1]|[1]", "[5 6]|[6]"], Read(dataset, "x", "next"));
    }

    [Fact]
    public void The_resolved_config_names_the_columns_and_reads_the_same()
    {
        var path = folder.Write("t.csv", "when,x,word,y\n2024-01-01,1,a,2\n2024-01-02,3,b,4\n2024-01-03,5,c,7\n");
        var dataset = Open(path, new() { LookBack = 1, Horizon = 1, Time = "when" }, 1, 0, 0);
        Assert.Equal(["x", "y"], dataset.Resolved.Windows!.Columns!);
        Assert.Equal(["x", "y"], dataset.Resolved.Windows.Forecast!);
        Assert.Equal(Read(dataset, "x", "y", "next"), Read(Dataset.Open(dataset.Resolved, 1), "x", "y", "next"));
    }

    private string Wide(int count) => folder.Write(
        "wide.csv", $"x,y\n{string.Join('\n', Enumerable.Range(0, count).Select(step => string.Create(CultureInfo.InvariantCulture, $"{step},{(long)step * step}")))}\n");

    private static Dataset Open(string path, WindowsConfig windows, double train, double validation, double test) =>
        Dataset.Open(Csv(path) with { Windows = windows, Split = new ChronologicalSplitConfig { Train = train, Validation = validation, Test = test } }, 1);

    private static List<(float[][] Past, float[] Next, Part Part)> Rows(Dataset dataset)
    {
        var names = dataset.Columns.Select(column => column.Name).ToList();
        var rows = new List<(float[][], float[], Part)>();
        foreach (var batch in dataset.Read(names, CancellationToken.None))
        {
            using (batch)
            {
                for (var row = 0; row < batch.Rows.Length; row++)
                {
                    var cells = batch.Rows.Arrays.Select(column => Cell((ListArray)column, row)).ToArray();
                    rows.Add((cells[..^1], cells[^1], batch.Parts.Span[row]));
                }
            }
        }
        return rows;
    }

    private static float[] Cell(ListArray lists, int row) =>
        ((FloatArray)lists.Values).Values[lists.ValueOffsets[row]..lists.ValueOffsets[row + 1]].ToArray();
}

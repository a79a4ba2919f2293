using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Evaluation;
using DeepPipe.Export;
using DeepPipe.Features;
using DeepPipe.Inference;
using DeepPipe.Serving;
using DeepPipe.Training;

namespace DeepPipe.Tests;

public sealed class TrainJobTests
{
    [Theory]
    [InlineData("binary", "{type: mlp, layers: [8], dropout: 0.1}")]
    [InlineData("binary", "linear")]
    [InlineData("multiclass", "{type: mlp, layers: [8, 8], norm: batch, activation: gelu}")]
    [InlineData("regression", "{type: mlp, layers: [8], norm: layer, activation: silu}")]
    [InlineData("regression", "linear")]
    [InlineData("multiclass", "{type: tabm, members: 3, layers: [8], mini: true, numbers: {type: piecewise_linear, bins: {type: tree, count: 5, bin_rows: 10}}}")]
    [InlineData("regression", "{type: tabm, members: 2, layers: [8], numbers: {type: piecewise_linear, bins: quantile}}")]
    [InlineData("binary", "{type: ft_transformer, blocks: 1, width: 8, heads: 2, hidden_width: 8}")]
    public void A_table_becomes_a_bundle_that_holds(string task, string network)
    {
        using var table = new Table();
        var result = table.Train(table.Write(Table.Rows(task), task, network));
        var verified = BundleVerification.Verify(result.Run.BundlePath, new DeviceChoice.Cpu(), _ => { });
        Assert.True(verified.Golden.Passed);
        Assert.Equal(["colour", "size", "weight"], verified.Manifest.Signature.Inputs.Select(input => input.Name).Order());
        Assert.Equal(RunOutcome.Completed, result.Run.ReadRecord().Outcome);
    }

    [Fact]
    public void The_same_run_twice_gives_the_same_model_and_the_same_journal()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows());
        var (one, other) = (table.Train(config), table.Train(config));
        Assert.Equal(Bytes(one, "bundle/model.onnx"), Bytes(other, "bundle/model.onnx"));
        Assert.Equal(Bytes(one, "metrics.jsonl"), Bytes(other, "metrics.jsonl"));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("{type: mlp, numbers: {type: piecewise_linear, bins: {type: quantile, count: 7}}}")]
    [InlineData("{type: mlp, numbers: {type: piecewise_linear, bins: {type: tree, count: 7, bin_rows: 5}}}")]
    public void Validation_and_test_cells_change_no_fitted_value(string network)
    {
        using var table = new Table();
        var rows = Table.Rows();
        var before = Fitted(table.Write(rows, network: network));
        var changed = rows.Select(row => row.EndsWith("train", StringComparison.Ordinal)
            ? row
            : $"12345.5,,violet,no,{row[(row.LastIndexOf(',') + 1)..]}");
        var after = Fitted(table.Write(changed, network: network));
        Assert.Equal(before, after);

        var train = rows.ToArray();
        train[0] = "12345.5,,violet,no,train";
        Assert.NotEqual(before, Fitted(table.Write(train, network: network)));
    }

    [Fact]
    public void A_gate_that_is_missed_leaves_the_bundle_and_says_so()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows(), more: "evaluation: {gates: [{metric: test.accuracy, at_least: 1.5}]}");
        var failure = Assert.Throws<TrainGateException>(() => table.Train(config));
        Assert.IsType<GateException>(failure.InnerException);
        Assert.Equal(RunOutcome.GateFailed, failure.Result.Run.ReadRecord().Outcome);
        BundleFolder.Open(failure.Result.Run.BundlePath);
    }

    [Fact]
    public void A_cancelled_run_goes_on_to_the_same_bits()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows());
        var whole = table.Train(config);

        using var stop = new CancellationTokenSource();
        var options = new TrainOptions
        {
            RunsFolder = table.RunsFolder,
            Device = "cpu",
            Progress = new AtEpoch(2, stop.Cancel),
        };
        Assert.Throws<OperationCanceledException>(() => TrainJob.Start(config, options, stop.Token));
        var cut = Directory.GetDirectories(table.RunsFolder).Single(folder => folder != whole.Run.Path);
        var resumed = TrainJob.Resume(cut, new TrainOptions(), CancellationToken.None);
        Assert.Equal(Bytes(whole, "bundle/model.onnx"), Bytes(resumed, "bundle/model.onnx"));
        Assert.Equal(Bytes(whole, "metrics.jsonl"), Bytes(resumed, "metrics.jsonl"));
        var again = Assert.Throws<RunException>(() => TrainJob.Resume(cut, new TrainOptions(), CancellationToken.None));
        Assert.Equal($"{cut} has ended; its bundle is {cut}/bundle. To train again: deeppipe train {cut}/config.yaml", again.Message);
        Directory.Delete(resumed.Run.BundlePath, recursive: true);
        again = Assert.Throws<RunException>(() => TrainJob.Resume(cut, new TrainOptions(), CancellationToken.None));
        Assert.Equal(
            $"{cut} has ended, but its bundle {cut}/bundle is not there any more. Restore it from a copy. To train again: deeppipe train {cut}/config.yaml",
            again.Message);
    }

    [Fact]
    public void Data_that_changed_ends_a_resume()
    {
        using var table = new Table();
        var run = CutOff(table);
        File.AppendAllText(table.CsvPath, "1,1,red,yes,train\n");
        var failure = Assert.Throws<RunException>(() => TrainJob.Resume(run, new TrainOptions(), CancellationToken.None));
        Assert.Equal($"{table.CsvPath} has changed since the run was started, so it cannot go on. Train again.", failure.Message);
    }

    [Fact]
    public void A_config_that_changed_ends_a_resume()
    {
        using var table = new Table();
        var run = CutOff(table);
        var path = Path.Combine(run, "config.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace("learning_rate: 0.001", "learning_rate: 0.002", StringComparison.Ordinal));
        var failure = Assert.Throws<RunException>(() => TrainJob.Resume(run, new TrainOptions(), CancellationToken.None));
        Assert.Equal(
            $"{path} has changed since the run was started, so it cannot go on. Restore it from a copy, or train again.", failure.Message);
    }

    [Fact]
    public void Fitted_values_that_changed_end_a_resume()
    {
        using var table = new Table();
        var run = CutOff(table);
        var path = Path.Combine(run, "fitted.json");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("\"fill\": 5", "\"fill\": 4", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(path));
        var failure = Assert.Throws<RunException>(() => TrainJob.Resume(run, new TrainOptions(), CancellationToken.None));
        Assert.Equal(
            $"{path} has changed since the run was started, so it cannot go on. Restore it from a copy, or train again.", failure.Message);
        File.Delete(path);
        failure = Assert.Throws<RunException>(() => TrainJob.Resume(run, new TrainOptions(), CancellationToken.None));
        Assert.Equal($"There is no {path}. Restore it from a copy, or train again.", failure.Message);
    }

    [Fact]
    public void A_text_that_makes_a_category_of_numbers_is_told_unless_the_column_is_not_learned_from()
    {
        using var table = new Table();
        var rows = Table.Rows();
        rows[7] = "n/a,1,red,yes,train";
        var said = new List<string>();
        TableSubject.Open(table.Write(rows), said.Add);
        Assert.StartsWith($"{table.CsvPath}: row 8: column \"size\" is \"n/a\", and for this value alone", Assert.Single(said), StringComparison.Ordinal);

        said.Clear();
        var config = table.Write(rows);
        TableSubject.Open(config with { Features = config.Features with { Drop = ["size"] } }, said.Add);
        Assert.Empty(said);
    }

    [Fact]
    public void A_split_without_validation_rows_is_told_when_the_table_is_opened()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows().Where(row => !row.EndsWith(",validation", StringComparison.Ordinal)));
        var failure = Assert.Throws<TrainingException>(() => TableSubject.Open(config, _ => { }));
        Assert.Equal("There are no validation rows. Look at data.split: each part needs at least one row.", failure.Message);
    }

    [Fact]
    public void A_file_is_no_place_for_runs()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows());
        var options = new TrainOptions { RunsFolder = table.CsvPath, Device = "cpu" };
        var failure = Assert.Throws<RunException>(() => TrainJob.Start(config, options, CancellationToken.None));
        Assert.Equal($"{table.CsvPath} is a file. Let --runs name a folder.", failure.Message);
        failure = Assert.Throws<RunException>(() => TrainJob.Start(config, options with { RunsFolder = "" }, CancellationToken.None));
        Assert.Equal("The folder of runs is empty. Let --runs name a folder.", failure.Message);
    }

    [Fact]
    public void A_model_that_does_not_answer_alike_is_refused_before_training_and_leaves_no_run()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows(), network: "{type: mlp, layers: [64, 64, 64]}", more: "export: {tolerance: {absolute: 0, relative: 0}}");
        var failure = Assert.Throws<ParityException>(() => table.Train(config));
        Assert.StartsWith("The exported model does not answer as the trainer does, so no bundle is written. golden row ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(table.RunsFolder));
    }

    [Fact]
    public void A_column_that_is_called_like_an_answer_is_refused()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows());
        File.WriteAllText(table.CsvPath, File.ReadAllText(table.CsvPath).Replace("colour", "prediction", StringComparison.Ordinal));
        Assert.Equal(
            "data.source is a table with a column \"prediction\". Allowed: no column that is called like an answer of the model. "
            + "Rename the column, or put it into features.drop.",
            Assert.Throws<ConfigException>(() => table.Train(config)).Message);
    }

    [Fact]
    public void A_target_of_classes_may_be_written_in_numbers()
    {
        using var table = new Table();
        var rows = Table.Rows().Select(row => row.Replace(",yes,", ",1,", StringComparison.Ordinal).Replace(",no,", ",0,", StringComparison.Ordinal));
        var bundle = BundleFolder.Open(table.Train(table.Write(rows)).Run.BundlePath);
        Assert.Equal(["0", "1"], bundle.Manifest.Signature.Targets[0].Labels);
    }

    [Fact]
    public void A_target_that_is_not_there_names_the_nearest_column()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows());
        File.WriteAllText(table.CsvPath, File.ReadAllText(table.CsvPath).Replace("answer", "answers", StringComparison.Ordinal));
        var failure = Assert.Throws<ConfigException>(() => table.Train(config));
        Assert.Equal(
            "targets.0.column is \"answer\". Allowed: a column of the table: size, weight, colour, answers, split. Did you mean \"answers\"?",
            failure.Message);
    }

    [Fact]
    public void A_declared_column_that_is_no_feature_holds_its_contract_all_the_same()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows());
        config = config with
        {
            Features = config.Features with { Drop = ["size"] },
            Data = config.Data with
            {
                Columns = new Dictionary<string, ColumnConfig>
                {
                    ["size"] = new NumberColumnConfig { Between = [100, 200] },
                    ["split"] = new CategoryColumnConfig { Allowed = ["train", "validation"] },
                },
            },
        };
        var lines = Assert.Throws<DataException>(() => table.Train(config)).Message.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"{table.CsvPath}: column \"size\" has 300 values out of range, the first in row 1: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{table.CsvPath}: column \"split\" has 60 values that are not allowed, the first in row 5: ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_its_column_calls_rare_is_not_in_the_profile()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows());
        var all = FittedOf(config).Profile.Categories["colour"].Values;
        var most = all[0].Count;
        Assert.True(all[^1].Count is >= 10 && all[^1].Count < most);
        config = config with
        {
            Features = config.Features with
            {
                Columns = new Dictionary<string, ColumnFeatureConfig> { ["colour"] = new() { RareBelow = (int)most } },
            },
        };
        Assert.Equal(all.Where(value => value.Count == most), FittedOf(config).Profile.Categories["colour"].Values);
    }

    [Fact]
    public void Batches_of_one_row_are_refused_where_batches_are_normalised()
    {
        using var table = new Table();
        var failure = Assert.Throws<ConfigException>(
            () => table.Write(Table.Rows(), network: "{type: mlp, norm: batch}", batchRows: 1));
        Assert.EndsWith(
            "training.batch_rows is 1. Allowed: at least 2, since network.norm is batch: one row has no variance.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_from_the_environment_is_in_no_message_and_no_file()
    {
        using var table = new Table();
        var folder = Path.GetDirectoryName(table.CsvPath)!;
        Environment.SetEnvironmentVariable("DEEPPIPE_TESTS_FOLDER", folder);
        var config = table.Write(Table.Rows(), source: "{type: csv, path: \"${env:DEEPPIPE_TESTS_FOLDER}/table.csv\"}");
        var said = new List<string>();
        var result = TrainJob.Start(
            config, new TrainOptions { RunsFolder = table.RunsFolder, Device = "cpu", Say = said.Add }, CancellationToken.None);
        Assert.Contains("Reading ${env:DEEPPIPE_TESTS_FOLDER}/table.csv", said);
        foreach (var file in Directory.GetFiles(result.Run.Path, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(folder, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);

        File.Delete(table.CsvPath);
        Assert.Equal(
            "${env:DEEPPIPE_TESTS_FOLDER}/table.csv: the file does not exist.",
            Assert.Throws<MissingSourceException>(() => table.Train(config)).Message);
    }

    [Fact]
    public void A_bundle_reads_the_delimiter_that_its_config_names()
    {
        using var table = new Table();
        var config = table.Write(Table.Rows(), source: "{type: csv, path: table.csv, delimiter: \"~\"}");
        File.WriteAllText(table.CsvPath, File.ReadAllText(table.CsvPath).Replace(',', '~'));
        var bundle = table.Train(config).Run.BundlePath;
        Assert.Equal("~", BundleFolder.Open(bundle).Manifest.Signature.Delimiter);
        var output = Path.ChangeExtension(table.CsvPath, ".arrow");
        var options = new BatchOptions { Device = new DeviceChoice.Cpu() };
        Assert.Equal(Table.RowCount, BatchPrediction.Run(bundle, table.CsvPath, output, options, _ => { }, CancellationToken.None).RowCount);
    }

    [Theory]
    [InlineData("", "missing in 1 of 300 rows.")]
    [InlineData("perhaps", "\"perhaps\", a class that no train row has")]
    public void A_target_of_a_validation_row_that_cannot_be_used_is_told_with_its_row_before_rows_are_prepared(string answer, string words)
    {
        using var table = new Table();
        var rows = Table.Rows();
        rows[13] = $"1,1,red,{answer},validation";
        var failure = Assert.Throws<TargetException>(() => FittedOf(table.Write(rows)));
        Assert.StartsWith(
            $"{table.CsvPath}: row 14 is the first without a usable target. The target \"answer\" is {words}", failure.Message, StringComparison.Ordinal);
    }

    // A run that was stopped behind its first epoch.
    private static string CutOff(Table table)
    {
        var config = table.Write(Table.Rows());
        using var stop = new CancellationTokenSource();
        var options = new TrainOptions { RunsFolder = table.RunsFolder, Device = "cpu", Progress = new AtEpoch(1, stop.Cancel) };
        Assert.Throws<OperationCanceledException>(() => TrainJob.Start(config, options, stop.Token));
        return Directory.GetDirectories(table.RunsFolder).Single();
    }

    private static string Fitted(RootConfig config) => FittedOf(config).ToJson();

    private static FittedTable FittedOf(RootConfig config)
    {
        var dataset = Dataset.Open(config.Data, config.Seed);
        return FittedTable.Fit(config with { Data = dataset.Resolved }, dataset, CancellationToken.None);
    }

    private static byte[] Bytes(TrainResult result, string name) => File.ReadAllBytes(Path.Combine(result.Run.Path, name));

    private sealed class AtEpoch(int epoch, Action act) : IProgress<Training.TrainingProgress>
    {
        public void Report(Training.TrainingProgress value)
        {
            if (value.Epoch == epoch && value.Scores is not null)
                act();
        }
    }
}

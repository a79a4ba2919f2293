using System.Globalization;
using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Inference;
using DeepPipe.Serving;

namespace DeepPipe.Tests;

public sealed class ForecastJobTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_sine_is_learned_and_a_table_of_its_steps_is_continued()
    {
        Write("series.csv", Sines(400));
        var result = Train("{type: nlinear}", "{look_back: 24, horizon: 6, time: when}", epochs: 12);
        Assert.True(result.Scores["test.standard_mse"] < 0.01, $"standard_mse is {result.Scores["test.standard_mse"]}.");
        Assert.Equal(result.Scores["test.rmse"], Math.Sqrt(result.Scores["test.mse"]), 1e-12);
        Assert.Contains("The baseline repeats the last step.", result.Report, StringComparison.Ordinal);
        Assert.True(BundleVerification.Verify(result.Run.BundlePath, new DeviceChoice.Cpu(), _ => { }).Golden.Passed);

        Write("past.csv", Sines(100));
        var lines = Predict(result, "past.csv");
        Assert.Equal("when,step,slow,fast", lines[0]);
        Assert.Equal(6, lines.Length - 1);
        for (var step = 1; step <= 6; step++)
        {
            var cells = lines[step].Split(',');
            Assert.Equal(Time(100 + step - 1), cells[0]);
            Assert.Equal($"{step}", cells[1]);
            Assert.Equal(Slow(100 + step - 1), Number(cells[2]), 10.0);
            Assert.Equal(Fast(100 + step - 1), Number(cells[3]), 0.2);
        }
    }

    [Theory]
    [InlineData("{type: dlinear, kernel: 5}")]
    [InlineData("{type: patch_tst, patch: 4, stride: 2, layers: 1, width: 8, heads: 2, hidden_width: 8}")]
    [InlineData("{type: gru, width: 6}")]
    [InlineData("{type: lstm, width: 6}")]
    [InlineData("{type: mlp, layers: [16]}")]
    [InlineData("{type: linear}")]
    [InlineData("{type: ensemble, members: 2, of: {type: nlinear}}")]
    public void Every_network_of_windows_becomes_a_bundle_that_holds(string network)
    {
        Write("series.csv", Sines(160));
        var result = Train(network, "{look_back: 12, horizon: 3, columns: [slow, fast], forecast: [fast]}", epochs: 1);
        var verified = BundleVerification.Verify(result.Run.BundlePath, new DeviceChoice.Cpu(), _ => { });
        Assert.True(verified.Golden.Passed);
        Assert.Equal(["slow", "fast"], verified.Manifest.Signature.Inputs.Select(input => input.Name));
        Assert.Equal("row,step,fast", Predict(result, "series.csv")[0]);
    }

    [Fact]
    public void Each_series_is_continued_by_itself_and_from_every_window_where_asked()
    {
        var steps = Enumerable.Range(0, 120);
        Write("series.csv", ["id,x", .. steps.Select(step => $"a,{Text(Slow(step))}"), .. steps.Select(step => $"b,{Text(5 * Fast(step))}")]);
        var result = Train("{type: nlinear}", "{look_back: 12, horizon: 2, series: id, gaps: forward_fill}", epochs: 2);

        Write("past.csv", ["x,id", .. steps.Take(13).Select(step => $"{Text(5 * Fast(step))},b"), .. steps.Take(12).Select(step => $"{(step == 11 ? "" : Text(Slow(step)))},new")]);
        var last = Predict(result, "past.csv");
        Assert.Equal("id,row,step,x", last[0]);
        Assert.Equal(["b,14,1", "b,15,2", "new,13,1", "new,14,2"], last[1..].Select(Beginning));
        var every = Predict(result, "past.csv", everyWindow: true);
        Assert.Equal(["b,13,1", "b,14,2", "b,14,1", "b,15,2", "new,13,1", "new,14,2"], every[1..].Select(Beginning));
        Assert.Equal(last[1..], every[3..]);

        Write("short.csv", ["id,x", "a,1", "a,2"]);
        Assert.Equal(
            $"{At("short.csv")}: the series \"a\" has 2 steps, and the model reads 12.",
            Assert.Throws<DataException>(() => Predict(result, "short.csv")).Message);

        static string Beginning(string line) => line[..line.LastIndexOf(',')];
    }

    [Fact]
    public void The_same_run_twice_gives_the_same_bytes()
    {
        Write("series.csv", Sines(120));
        var results = Enumerable.Range(0, 2).Select(_ => Train("{type: nlinear}", "{look_back: 12, horizon: 3}", epochs: 2)).ToList();
        foreach (var file in new[] { "metrics.jsonl", "fitted.json", Path.Combine("bundle", "model.onnx"), Path.Combine("bundle", "golden.arrow") })
            Assert.Equal(File.ReadAllBytes(Path.Combine(results[0].Run.Path, file)), File.ReadAllBytes(Path.Combine(results[1].Run.Path, file)));
    }

    [Fact]
    public void A_constant_column_is_refused_where_it_is_forecast_and_dropped_where_it_is_read()
    {
        Write("series.csv", ["x,flat", .. Enumerable.Range(0, 100).Select(step => $"{Text(Fast(step))},7")]);
        Assert.Equal(
            "The column \"flat\" is 7 in all train steps: there is nothing to forecast. Leave it out of data.windows.forecast, or check the split.",
            Assert.Throws<Features.TargetException>(() => Train("{type: nlinear}", "{look_back: 8, horizon: 2}", epochs: 1)).Message);
        var result = Train("{type: nlinear}", "{look_back: 8, horizon: 2, forecast: [x]}", epochs: 1);
        Assert.Equal(["x"], BundleFolder.Open(result.Run.BundlePath).Manifest.Signature.Inputs.Select(input => input.Name));
    }

    [Theory]
    [InlineData("{type: nlinear}", "{look_back: 8, horizon: 2}", "[{column: slow, task: regression}]", "", "targets is another list. Allowed: [{column: next, task: forecast}], "
        + "since data.windows has nothing else to learn.")]
    [InlineData("{type: patch_tst}", "{look_back: 8, horizon: 2}", "[{column: next, task: forecast}]", "", "network.patch is 16. Allowed: at most data.windows.look_back, which is 8.")]
    [InlineData("{type: nlinear}", "{look_back: 8, horizon: 2}", "[{column: next, task: forecast, loss: quantile}]", "", "targets.0.loss is one of single numbers. "
        + "Allowed: squared, absolute, huber.")]
    [InlineData("{type: nlinear}", "null", "[{column: slow, task: regression}]", "", "network is one of series. Allowed: a network of rows, without data.windows.")]
    [InlineData("{type: mlp}", "null", "[{column: slow, task: forecast}]", "", "targets.0.task is \"forecast\". Allowed: only with data.windows.")]
    [InlineData("{type: mlp}", "{look_back: 8, horizon: 2}", "[{column: next, task: forecast}]", "features: {drop: [fast]}", "features.drop.0 is \"fast\". "
        + "Allowed: a column that is not forecast: one that is forecast is read too.")]
    public void Sections_that_do_not_fit_each_other_are_a_problem(string network, string windows, string targets, string more, string problem)
    {
        Write("series.csv", Sines(60));
        var failure = Assert.Throws<ConfigException>(() => Train(network, windows, 1, targets, more));
        Assert.Equal(problem, (Assert.Single(failure.Problems) with { Place = null }).ToString());
    }

    private TrainResult Train(string network, string windows, int epochs, string targets = "[{column: next, task: forecast}]", string more = "")
    {
        var text = $$"""
            format: 1
            name: small
            seed: 5
            data:
              source: {type: csv, path: series.csv}
              windows: {{windows}}
              split: {type: chronological, train: 0.6, validation: 0.2, test: 0.2}
            targets: {{targets}}
            network: {{network}}
            training: {epochs: {{epochs}}, batch_rows: 16, threads: 1, optimizer: {type: adamw, learning_rate: 0.02, weight_decay: 0} }
            {{more}}
            """;
        var config = Configuration.Config.Parse<RootConfig>(text, At("small.yaml"), [], Environment.GetEnvironmentVariable);
        return TrainJob.Start(config, new TrainOptions { RunsFolder = At("runs"), Device = "cpu" }, CancellationToken.None);
    }

    private string[] Predict(TrainResult result, string input, bool everyWindow = false)
    {
        var options = new BatchOptions { Device = new DeviceChoice.Cpu(), Force = true, EveryWindow = everyWindow };
        BatchPrediction.Run(result.Run.BundlePath, At(input), At("next.csv"), options, _ => { }, CancellationToken.None);
        return File.ReadAllLines(At("next.csv"));
    }

    private void Write(string name, IEnumerable<string> lines) => File.WriteAllLines(At(name), lines);

    private string At(string name) => Path.Combine(folder.FullName, name);

    // Two channels of very different size.
    private static IEnumerable<string> Sines(int count) =>
        ["when,slow,fast", .. Enumerable.Range(0, count).Select(step => $"{Time(step)},{Text(Slow(step))},{Text(Fast(step))}")];

    private static double Slow(int step) => 5000 + 100 * Math.Sin(2 * Math.PI * step / 24);

    private static double Fast(int step) => Math.Sin(2 * Math.PI * step / 8) + 0.01 * step;

    private static string Time(int step) => new DateTime(2024, 2, 28).AddHours(step).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

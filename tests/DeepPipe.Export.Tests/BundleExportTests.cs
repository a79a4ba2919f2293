using Apache.Arrow;
using CsCheck;
using DeepPipe.Bundle;
using DeepPipe.Features;
using DeepPipe.Inference;
using DeepPipe.Models;
using static TorchSharp.torch;

namespace DeepPipe.Export.Tests;

public sealed class BundleExportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-export-tests-");

    private string BundlePath => Path.Combine(folder.FullName, "bundle");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_random_model_answers_in_onnx_as_in_torch_at_any_number_of_rows()
    {
        var network = 0;        // in turns, so that each has its share
        var shapes = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 3]).Where(shape => shape.Item1 + shape.Item2 + shape.Item3 > 0);
        Gen.Select(shapes, Gen.Int[0, Targets.Length - 1].Array[1, 3], Gen.Int[1, 1000]).Sample(
            (shape, chosen, seed) =>
            {
                var model = Networks[network++ % Networks.Length];
                List<TargetConfig> targets = [.. chosen.Select((index, place) => Targets[index] with { Column = $"answer {place}", Weight = place + 1 })];
                using var small = SmallModel.Of(
                    shape.Item1, shape.Item2, targets.ConvertAll(SmallModel.Plan), model, seed, configs: targets, blockCount: shape.Item3);
                Write(small, [small.Rows, small.Rows.Slice(3, 1)]);
                Assert.True(BundleVerification.Verify(BundlePath, new DeviceChoice.Cpu(), _ => { }).Golden.Passed);
                var answers = BundleFolder.Open(BundlePath).ReadGolden().Arrays.OfType<FloatArray>();
                Assert.All(answers, column => Assert.True(column.Values.ToArray().All(float.IsFinite), "A golden row has no answer."));
            },
            iter: 3 * Networks.Length,
            threads: 1);
    }

    [Fact]
    public void An_answer_that_differs_refuses_the_bundle_and_names_the_cell()
    {
        using var small = SmallModel.Of(2, 1, TaskKind.Binary, new MlpConfig { Layers = [8] });
        var failure = Assert.Throws<ParityException>(() => Write(small, Altering(small)));
        Assert.Matches(
            "^The exported model does not answer as the trainer does, so no bundle is written\\. held-out row \\d+: "
            + "(probability\\.(no|yes)|confidence) is 0\\.\\d+ here and 0\\.\\d+ in training; allowed difference 0\\.\\d+ "
            + "\\(rows scored together: 200\\)\\. If the difference is harmless, raise export\\.tolerance\\.$",
            failure.Message);
        Assert.False(Directory.Exists(BundlePath));
    }

    [Fact]
    public void A_bundle_that_is_there_stays_when_the_new_one_is_refused()
    {
        using var small = SmallModel.Of(2, 1, TaskKind.Regression, new MlpConfig { Layers = [8] });
        Write(small, [small.Rows]);
        var before = File.ReadAllBytes(Path.Combine(BundlePath, "manifest.json"));
        Assert.Throws<ParityException>(() => Write(small, Altering(small)));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(BundlePath, "manifest.json")));
    }

    [Fact]
    public void Values_never_seen_and_gaps_are_answered_alike_and_differently_from_known_ones()
    {
        using var small = SmallModel.Of(0, 1, TaskKind.Regression, new LinearConfig());
        using (no_grad())
            foreach (var parameter in small.Model.parameters())
                parameter.copy_(rand_like(parameter));
        Write(small, [small.Rows]);
        using var predictor = Predictor.Open(BundleFolder.Open(BundlePath), new DeviceChoice.Cpu(), 1, _ => { });
        var texts = new StringArray.Builder().Append("violet").Append("RED").AppendNull().Append("").Append("red").Build();
        var values = predictor.Score(new RecordBatch.Builder().Append("category 0", true, texts).Build()).Targets.Cast<NumberAnswers>().Single().Values;
        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[2], values[3]);
        Assert.Equal(3, values.Distinct().Count());
    }

    [Fact]
    public void The_file_carries_the_state_dictionary_s_names_and_the_modules_paths()
    {
        using var small = SmallModel.Of(2, 1, TaskKind.Binary, new MlpConfig { Layers = [8] });
        var text = System.Text.Encoding.Latin1.GetString(Model(small));
        Assert.Contains("network.layers.0.weight", text, StringComparison.Ordinal);
        Assert.Contains("network.layers.0/Gemm", text, StringComparison.Ordinal);
        Assert.Contains("transform.scale.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        using var small = SmallModel.Of(3, 2, TaskKind.Multiclass, new MlpConfig { Layers = [8], Norm = Normalization.Batch });
        Assert.Equal(Model(small), Model(small));
    }

    // What a target can ask of its head.
    private static readonly TargetConfig[] Targets =
    [
        new() { Column = "", Task = TaskKind.Binary },
        new()
        {
            Column = "", Task = TaskKind.Binary, Calibrate = CalibrationKind.Temperature, Threshold = new FixedThresholdConfig { At = 0.3 },
            Loss = new FocalConfig(),
        },
        new() { Column = "", Task = TaskKind.Multiclass },
        new() { Column = "", Task = TaskKind.Multiclass, Calibrate = CalibrationKind.Temperature },
        new() { Column = "", Task = TaskKind.Regression },
        new() { Column = "", Task = TaskKind.Regression, Loss = new PoissonConfig() },
        new() { Column = "", Task = TaskKind.Regression, Loss = new QuantileConfig() },
        new() { Column = "", Task = TaskKind.Multilabel },
        new()
        {
            Column = "", Task = TaskKind.Multilabel, Calibrate = CalibrationKind.Temperature, Threshold = new FixedThresholdConfig { At = 0.45 },
            Loss = new CrossEntropyConfig { LabelSmoothing = 0.1 },
        },
    ];

    private static readonly NetworkConfig[] Networks =
    [
        new LinearConfig(),
        new MlpConfig { Layers = [8] },
        new MlpConfig { Layers = [8, 4], Norm = Normalization.Layer, Activation = Activation.Gelu },
        new MlpConfig { Layers = [8], Norm = Normalization.Batch, Activation = Activation.Silu, Dropout = 0 },
        new MlpConfig { Layers = [8], Numbers = new PeriodicNumbersConfig { Frequencies = 4, Width = 3 }, Categories = new OneHotConfig() },
        new MlpConfig { Layers = [8], Numbers = new PeriodicNumbersConfig { Frequencies = 4, Width = 3, Shared = true } },
        new MlpConfig { Layers = [8], Numbers = new PiecewiseLinearConfig { Width = 3, Bins = new QuantileBinsConfig { Count = 7 } } },
        new ResNetConfig { Blocks = 2, Width = 6, HiddenWidth = 8, Numbers = new LinearNumbersConfig { Width = 2 } },
        new CrossNetworkConfig { Layers = [8, 4], Categories = new OneHotConfig() },
        new FeatureTransformerConfig { Blocks = 2, Width = 8, Heads = 2, HiddenWidth = 6 },
        new TabMConfig { Members = 3, Layers = [8, 4] },
        new TabMConfig { Members = 3, Layers = [8], Mini = true, Numbers = new PiecewiseLinearConfig { Width = 3 } },
        new WideAndDeepConfig { Layers = [8] },
        new EnsembleConfig { Members = 2, Of = new MlpConfig { Layers = [8], Norm = Normalization.Batch } },
    ];

    // The weights change after the export was made, before the held-out rows are read.
    private static IEnumerable<RecordBatch> Altering(SmallModel small)
    {
        using (no_grad())
            small.Model.parameters().Last(parameter => parameter.dim() == 2).mul_(1.5f);
        yield return small.Rows;
    }

    private static byte[] Model(SmallModel small)
    {
        using var stream = new MemoryStream();
        TableModelCapture.Run(small.Model, small.Features, small.Targets, small.Rows).Save(stream);
        return stream.ToArray();
    }

    private void Write(SmallModel small, IEnumerable<RecordBatch> heldOut) => BundleExport.Write(
        small.Request,
        heldOut,
        BundlePath,
        replace: true,
        (signature, parity) => new Manifest
        {
            Name = "small",
            Version = "1",
            Created = DateTimeOffset.UnixEpoch,
            Signature = signature,
            Parity = parity,
            Lineage = new Lineage { Config = "", Data = "", Code = "", Seed = 1, Device = "cpu", Threads = 1 },
        });
}

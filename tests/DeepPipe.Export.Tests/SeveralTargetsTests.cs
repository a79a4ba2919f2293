using System.Text.Json.Nodes;
using DeepPipe.Bundle;
using DeepPipe.Features;
using DeepPipe.Inference;
using DeepPipe.Models;

namespace DeepPipe.Export.Tests;

public sealed class SeveralTargetsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-export-tests-");

    private string BundlePath => Path.Combine(folder.FullName, "bundle");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Each_target_s_outputs_have_its_column_before_their_names()
    {
        Write();
        var signature = BundleFolder.Open(BundlePath).Manifest.Signature;
        using var predictor = Predictor.Open(BundleFolder.Open(BundlePath), new DeviceChoice.Cpu(), 1, _ => { });

        Assert.Equal(["kind.", "tags.", "price."], signature.Targets.Select(target => target.Prefix));
        using var golden = BundleFolder.Open(BundlePath).ReadGolden();
        Assert.Contains("expected.tags.probability.b c", golden.Schema.FieldsList.Select(field => field.Name));
        Assert.Contains("expected.price.quantile.2", golden.Schema.FieldsList.Select(field => field.Name));
    }

    [Theory]
    [InlineData(0, "labels", "[\"yes\", \"no\"]", "golden row \\d+: the trainer's answer is \"(no|yes)\", but signature\\.targets\\.0\\.labels calls the class that the probabilities choose \"(no|yes)\"")]
    [InlineData(0, "thresholds", "[0.0001]", "golden row \\d+: the trainer's answer is \"no\", but signature\\.targets\\.0\\.labels calls the class that the probabilities choose \"yes\"")]
    [InlineData(1, "labels", "[\"b c\", \"a\", \"ü\"]", "golden row \\d+: (tags\\.probability\\.(a|b c) is .* here and .* in training|the trainer's answer is)")]
    [InlineData(1, "thresholds", "[0.9999, 0.9999, 0.9999]", "golden row \\d+: the trainer's answer is \".+\", but the labels whose probability reaches signature\\.targets\\.1\\.thresholds are \"\"")]
    [InlineData(1, "separator", "\";\"", "golden row \\d+: the trainer's answer is \".+\\|.+\", but the labels whose probability reaches signature\\.targets\\.1\\.thresholds are \".+;.+\"")]
    public void A_signature_that_was_altered_is_found_by_the_golden_rows(int target, string key, string value, string message)
    {
        Write();
        var path = Path.Combine(BundlePath, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["signature"]!["targets"]![target]![key] = JsonNode.Parse(value);
        File.WriteAllText(path, manifest.ToJsonString());

        Assert.Matches(message, Assert.Throws<IntegrityException>(() => BundleVerification.Verify(BundlePath, new DeviceChoice.Cpu(), _ => { })).Message);
    }

    [Theory]
    [InlineData("levels", "[0.5, 0.5, 0.9]", "signature.targets.2.levels: 0.5, 0.5, 0.9 do not ascend between 0 and 1")]
    [InlineData("levels", "[0.5]", "the model's output \"price.quantiles\" is float [rows, 3]; the signature asks for float [rows, 1]")]
    [InlineData("prefix", "\"tags.\"", "signature.targets: the prefix \"tags.\" stands there 2 times")]
    [InlineData("task", "\"multilabel\"", "signature.targets.2.labels: 0 labels do not fit the task \"multilabel\"")]
    [InlineData("thresholds", "[0.5]", "signature.targets.2.thresholds: 1 thresholds do not fit the task \"regression\" of 0 labels")]
    public void A_target_that_does_not_hold_is_refused(string key, string value, string message)
    {
        Write();
        var path = Path.Combine(BundlePath, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["signature"]!["targets"]![2]![key] = JsonNode.Parse(value);
        File.WriteAllText(path, manifest.ToJsonString());

        Assert.EndsWith(
            $": {message}. Export the bundle again.",
            Assert.Throws<IntegrityException>(() => BundleVerification.Verify(BundlePath, new DeviceChoice.Cpu(), _ => { })).Message, StringComparison.Ordinal);
    }

    private void Write()
    {
        var threshold = new FixedThresholdConfig { At = 0.5 };
        TargetConfig[] targets =
        [
            new() { Column = "kind", Task = TaskKind.Binary, Threshold = threshold },
            new() { Column = "tags", Task = TaskKind.Multilabel, Threshold = threshold },
            new() { Column = "price", Task = TaskKind.Regression, Loss = new QuantileConfig() },
        ];
        using var small = SmallModel.Of(3, 1, [.. targets.Select(SmallModel.Plan)], new MlpConfig { Layers = [8] }, configs: targets);
        BundleExport.Write(
            small.Request, [small.Rows], BundlePath, replace: true,
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
}

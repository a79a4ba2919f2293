using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference.Tests.Models;

/// <summary>A bundle of the income model in a folder of its own, with answers computed by hand as the trainer's.</summary>
public sealed class TestBundle : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("deeppipe model ");

    /// <param name="model">What is in the bundle.</param>
    /// <param name="trainer">What answered the golden rows; the same model unless given.</param>
    public TestBundle(IncomeModel? model = null, IncomeModel? trainer = null)
    {
        model ??= new();
        BundleFolder.Create(Path, Manifest(IncomeModel.Signature), folder =>
        {
            model.ToOnnx().Write(System.IO.Path.Combine(folder, "model.onnx"));
            File.WriteAllText(System.IO.Path.Combine(folder, "profile.json"), "{}");
            GoldenRows.Write(System.IO.Path.Combine(folder, "golden.arrow"), Golden(trainer ?? model));
        }, replace: false);
    }

    public string Root => root.FullName;

    public string Path => System.IO.Path.Combine(root.FullName, "bundle");

    public string GoldenPath => System.IO.Path.Combine(Path, "golden.arrow");

    public string ModelPath => System.IO.Path.Combine(Path, "model.onnx");

    public static Manifest Manifest(Signature signature) => new()
    {
        Name = "income",
        Version = "1",
        Created = DateTimeOffset.UnixEpoch,
        Signature = signature,
        Parity = new() { Tolerances = [.. signature.Targets.Select(_ => new Tolerance())] },
        Lineage = new() { Config = "", Data = "", Code = "", Seed = 1, Device = "cpu", Threads = 1 },
    };

    public Predictor Open() => Predictor.Open(BundleFolder.Open(Path), new DeviceChoice.Cpu(), 1, Assert.Fail);

    public void Dispose() => root.Delete(recursive: true);

    private static RecordBatch Golden(IncomeModel trainer)
    {
        var probabilities = IncomeRows.Some.Select(trainer.Probabilities).ToList();
        var builder = new RecordBatch.Builder();
        var inputs = IncomeRows.Batch(IncomeRows.Some);
        for (var column = 0; column < inputs.ColumnCount; column++)
            builder.Append(inputs.Schema.GetFieldByIndex(column).Name, true, inputs.Column(column));
        return builder
            .Append(GoldenRows.Prediction(Income), false, IncomeRows.Texts(probabilities.Select(row => IncomeModel.Labels[row[1] > row[0] ? 1 : 0])))
            .Append(GoldenRows.Confidence(Income), false, Floats(probabilities.Select(row => row.Max())))
            .Append(GoldenRows.Probability(Income, 0), false, Floats(probabilities.Select(row => row[0])))
            .Append(GoldenRows.Probability(Income, 1), false, Floats(probabilities.Select(row => row[1])))
            .Build();
    }

    private static SignatureTarget Income => IncomeModel.Signature.Targets[0];

    private static FloatArray Floats(IEnumerable<double> numbers) =>
        new FloatArray.Builder().AppendRange(numbers.Select(number => (float)number)).Build();
}

using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Bundle.Tests;

/// <summary>A bundle of two inputs and two labels in a folder of its own, removed at the end.</summary>
public sealed class SomeBundle : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("deeppipe bundle ");

    public SomeBundle() => BundleFolder.Create(Path, Manifest, WriteFiles, replace: false);

    private static SignatureTarget Income { get; } = new()
    {
        Column = "income",
        Task = SignatureTarget.Binary,
        Labels = ["<=50K", ">50K"],
        Positive = ">50K",
    };

    public static Manifest Manifest { get; } = new()
    {
        Name = "süß",
        Version = "20260101-000000",
        Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Signature = new()
        {
            Inputs = [new("age", ColumnType.Number, []), new("work class", ColumnType.Category, ["?"])],
            Targets = [Income],
        },
        Metrics = new Dictionary<string, double> { ["test.accuracy"] = 0.1 + 0.2, ["test.roc_auc"] = double.NaN },
        Parity = new() { Tolerances = [new()], Measured = [new("cpu", "float32", 16281, 1.9e-7)] },
        Lineage = new()
        {
            Config = "c0",
            Data = "da",
            Code = "0.1.0",
            Packages = new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" },
            Seed = ulong.MaxValue,
            Device = "cpu",
            Threads = 2,
        },
    };

    public string Path => System.IO.Path.Combine(root.FullName, "bundle");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public static void WriteFiles(string folder)
    {
        System.IO.File.WriteAllText(System.IO.Path.Combine(folder, "model.onnx"), "a model");
        System.IO.File.WriteAllText(System.IO.Path.Combine(folder, "profile.json"), "{}");
        GoldenRows.Write(System.IO.Path.Combine(folder, "golden.arrow"), Golden());
    }

    public static RecordBatch Golden() => new RecordBatch.Builder()
        .Append("age", true, new DoubleArray.Builder().Append(39).AppendNull().Build())
        .Append("work class", true, new StringArray.Builder().Append("Private").AppendNull().Build())
        .Append(GoldenRows.Prediction(Income), false, new StringArray.Builder().Append("<=50K").Append(">50K").Build())
        .Append(GoldenRows.Confidence(Income), false, new FloatArray.Builder().Append(0.75f).Append(0.625f).Build())
        .Append(GoldenRows.Probability(Income, 0), false, new FloatArray.Builder().Append(0.75f).Append(0.375f).Build())
        .Append(GoldenRows.Probability(Income, 1), false, new FloatArray.Builder().Append(0.25f).Append(0.625f).Build())
        .Build();

    public void Dispose() => root.Delete(recursive: true);
}

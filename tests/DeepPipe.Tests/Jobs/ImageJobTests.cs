using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Inference;
using DeepPipe.Serving;

namespace DeepPipe.Tests;

/// <summary>Images that are dark on one side, and which side that is.</summary>
public sealed class ImageJobTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-images-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Images_train_and_are_scored_from_files_of_either_format()
    {
        Write("train-images-idx3-ubyte", "train-labels-idx1-ubyte", 300, seed: 1);
        Write("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", 60, seed: 2);
        var config = Config.Parse<RootConfig>(
            """
            format: 1
            name: sides
            seed: 2
            data:
              source: {type: idx, path: train-images-idx3-ubyte, names: [left, right]}
              split: {type: files, validation_fraction: 0.2, stratify_by: label, test: t10k-images-idx3-ubyte}
            targets: [{column: label, task: binary}]
            network: {type: mlp, layers: [], images: {type: conv_net, channels: [4]}}
            training:
              epochs: 4
              batch_rows: 20
              threads: 1
              augmentation: [{type: crop, padding: 1}, {type: mixup, alpha: 0.1}]
              optimizer: {type: adamw, learning_rate: 1e-2}
              schedule: {type: cosine, warmup_steps: 5}
            """,
            At("sides.yaml"),
            [],
            Environment.GetEnvironmentVariable);
        var result = TrainJob.Start(config, new TrainOptions { RunsFolder = At("runs"), Device = "cpu" }, CancellationToken.None);
        Assert.True(result.Scores["test.accuracy"] > 0.9, $"The accuracy is {result.Scores["test.accuracy"]}.");
        Assert.True(BundleVerification.Verify(result.Run.BundlePath, new DeviceChoice.Cpu(), _ => { }).Golden.Passed);

        File.WriteAllBytes(At("one.pgm"), [.. "P5\n8 6\n255\n"u8, .. Pixels(isLeft: true, new Random(7))]);
        File.WriteAllText(At("new.csv"), "image\none.pgm\n");
        BatchPrediction.Run(result.Run.BundlePath, At("new.csv"), At("scored.csv"), new BatchOptions(), _ => { }, CancellationToken.None);
        Assert.StartsWith("image,prediction,confidence,probability.left,probability.right\none.pgm,left,", File.ReadAllText(At("scored.csv")), StringComparison.Ordinal);

        File.WriteAllText(At("one.pgm"), "no image");
        var failure = Assert.ThrowsAny<Exception>(
            () => BatchPrediction.Run(result.Run.BundlePath, At("new.csv"), At("again.csv"), new BatchOptions(), _ => { }, CancellationToken.None));
        Assert.Equal(
            $"{At("new.csv")}: row 1: column \"image\" is no image that can be read: it begins with 6e 6f 20.", failure.Message);
        Assert.False(File.Exists(At("again.csv")));
    }

    private void Write(string images, string labels, int count, int seed)
    {
        var random = new Random(seed);
        var sides = Enumerable.Range(0, count).Select(_ => random.Next(2)).ToArray();
        File.WriteAllBytes(At(images), [0, 0, 8, 3, .. Big(count), .. Big(6), .. Big(8), .. sides.SelectMany(side => Pixels(side == 0, random))]);
        File.WriteAllBytes(At(labels), [0, 0, 8, 1, .. Big(count), .. sides.Select(side => (byte)side)]);
    }

    // 6 rows of 8 pixels.
    private static byte[] Pixels(bool isLeft, Random random) =>
        [.. Enumerable.Range(0, 48).Select(place => (byte)((place % 8 < 4 == isLeft ? 0 : 160) + random.Next(90)))];

    private static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private string At(string name) => Path.Combine(folder.FullName, name);
}

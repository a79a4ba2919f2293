namespace DeepPipe.Cli.Tests.Recovery;

/// <summary>What must be the same in two runs of the same config, byte for byte.</summary>
internal static class RunFiles
{
    private static readonly IReadOnlyList<string> names =
    [
        "metrics.jsonl",
        "config.yaml",
        "fitted.json",
        Path.Combine("checkpoints", "best.safetensors"),
        Path.Combine("checkpoints", "last.safetensors"),
        Path.Combine("bundle", "model.onnx"),
        Path.Combine("bundle", "golden.arrow"),
        Path.Combine("bundle", "profile.json"),
    ];

    /// <summary>Holds that both are the same and that nothing half-written lies in the second.</summary>
    public static void AreTheSame(string unbroken, string run)
    {
        foreach (var name in names)
            Assert.True(
                File.ReadAllBytes(Path.Combine(unbroken, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(run, name))),
                $"{name} differs from the unbroken run's.");
        Assert.Equal(Entries(unbroken), Entries(run));
    }

    private static string[] Entries(string run) =>
        [.. Directory.EnumerateFileSystemEntries(run, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(run, path))
            .Order(StringComparer.Ordinal)];
}

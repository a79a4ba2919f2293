namespace DeepPipe.Training.Tests.Fixtures;

/// <summary>A run's folder under the system's temporary one; gone when disposed.</summary>
internal sealed class RunFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("deeppipe training ").FullName;

    public string Last => System.IO.Path.Combine(Path, "checkpoints", "last.safetensors");

    public string Best => System.IO.Path.Combine(Path, "checkpoints", "best.safetensors");

    public string Metrics => System.IO.Path.Combine(Path, "metrics.jsonl");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

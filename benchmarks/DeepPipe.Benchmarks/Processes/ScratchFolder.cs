namespace DeepPipe.Benchmarks;

/// <summary>A folder for what a benchmark generates; it goes with the benchmark.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("deeppipe-bench-").FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

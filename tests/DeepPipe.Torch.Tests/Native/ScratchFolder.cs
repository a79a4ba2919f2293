namespace DeepPipe.Torch.Tests;

/// <summary>A new empty folder, removed with all that is in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("deeppipe-").FullName;

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public string[] Files() => Directory.GetFiles(Root, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

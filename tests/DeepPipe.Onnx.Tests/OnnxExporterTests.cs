using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

public sealed class OnnxExporterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void An_export_replaces_the_file_and_leaves_nothing_beside_it()
    {
        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllText(path, "before");
        Export(path);
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(path);
        Assert.Equal(["input"], session.InputNames);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void An_export_that_fails_leaves_what_was_there()
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, "model.onnx")).FullName;
        Assert.ThrowsAny<SystemException>(() => Export(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Export(string path)
    {
        using var network = Linear(4, 2);
        using var example = ones(2, 4);
        OnnxExporter.Export(network, example, path);
    }
}

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
        Assert.Equal($"\"{path}\" is a folder. Name a file in it.", Assert.Throws<IOException>(() => Export(path)).Message);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_before_the_forward_runs()
    {
        var path = Path.Combine(folder, "later", "model.onnx");
        var failure = Assert.Throws<DirectoryNotFoundException>(
            () => OnnxExporter.Export<Tensor>(_ => throw new InvalidOperationException(), [], ones(2, 4), path));
        Assert.Equal($"The folder \"{Path.Combine(folder, "later")}\" of \"{path}\" is not there. Make it first.", failure.Message);
    }

    [Fact]
    public void What_libtorch_says_comes_without_its_stack()
    {
        using var network = Sequential(("narrow", Linear(5, 2)));
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(network, ones(2, 4), Stream.Null));
        Assert.Equal(
            "The forward pass failed at rows 2 in module \"narrow\": mat1 and mat2 shapes cannot be multiplied (2x4 and 5x2)", failure.Message);
    }

    [Fact]
    public void A_parameter_of_a_module_that_is_not_given_is_told_with_the_remedy()
    {
        using var network = Linear(4, 2);
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Export((Tensor x) => network.call(x), [], ones(2, 4), Stream.Null));
        Assert.Equal(
            "The forward pass failed at rows 2: it uses a parameter that belongs to none of the given modules. Register it in its module "
            + "(RegisterComponents), or name the module among those that the function closes over.",
            failure.Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Export(string path)
    {
        using var network = Linear(4, 2);
        using var example = ones(2, 4);
        OnnxExporter.Export(network, example, path);
    }
}

using DeepPipe.Onnx;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Benchmarks;

/// <summary>How long an export takes, and how fast the exported model is beside the module that it came from.</summary>
internal static class ExportSubject
{
    private const int Side = 224;
    private const int Rounds = 15;

    private static readonly Goal TenSeconds = new(AtMost: 10);

    public static Report Run()
    {
        using var scope = NewDisposeScope();
        return new(
            "export",
            "Export to ONNX",
            [
                $"Speed: ResNet-18 on images of {Side} by {Side}, in TorchSharp (evaluation mode, no gradients) and exported in ONNX Runtime "
                    + $"(its defaults), one thread each, {Rounds} rounds in turns in one process after 3 for warm-up. A ratio is of one round.",
                $"Export: ResNet-50, example [2, 3, {Side}, {Side}], to a file, one thread; 5 times after one for warm-up.",
            ],
            [.. Speed(1), .. Speed(8), ExportTime()],
            ["An export runs the forward five times, on images of 2, 3 and 5 rows and twice more with other values."]);
    }

    private static IEnumerable<Measurement> Speed(long rows)
    {
        using var scope = NewDisposeScope();
        using var network = ResidualNetwork.Of18Layers();
        network.eval();
        using var stream = new MemoryStream();
        OnnxExporter.Export(network, rand(2, 3, Side, Side), stream);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(stream.ToArray(), options);
        var images = rand(rows, 3, Side, Side);
        using var feed = OrtValue.CreateTensorValueFromMemory(images.data<float>().ToArray(), images.shape);
        using var run = new RunOptions();

        var contest = Contest.Run(
            3,
            Rounds,
            new("torch", () => RunInTorch(network, images)),
            new("onnx", () => session.Run(run, ["input"], [feed], ["output"]).Dispose()));
        yield return new($"{rows} image{(rows > 1 ? "s" : "")}: speed in ONNX Runtime over TorchSharp", "", contest.SpeedRatio(1, 0));
        yield return new($"{rows} image{(rows > 1 ? "s" : "")}: in ONNX Runtime", "images/s", contest.Seconds(1).Map(seconds => rows / seconds));
    }

    private static void RunInTorch(ResidualNetwork network, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        network.call(images);
    }

    private static Measurement ExportTime()
    {
        using var folder = new ScratchFolder();
        using var network = ResidualNetwork.Of50Layers();
        using var example = rand(2, 3, Side, Side);
        var contest = Contest.Run(1, 5, new Contender("export", () => OnnxExporter.Export(network, example, folder.At("resnet50.onnx"))));
        return new("ResNet-50: export to a file", "s", contest.Seconds(0)) { Goal = TenSeconds };
    }
}

using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Bundle;
using DeepPipe.Inference;
using Microsoft.ML.OnnxRuntime;

namespace DeepPipe.Benchmarks;

/// <summary>Rows/s of scoring Arrow batches of numbers, against a bare IoBinding loop over the same model with ready tensors.</summary>
internal static class ScoringSubject
{
    private const int BatchRows = 65_536;
    private const int Rounds = 25;

    public static Report Run()
    {
        using var folder = new ScratchFolder();
        var bundle = BundleFolder.Open(
            TrainedBundle.Train("california-mlp.yaml", folder.Path, "training.epochs=1", "evaluation.gates=[]").Path);
        var small = BundleFolder.Open(
            TrainedBundle.Train("california-mlp.yaml", folder.Path, "training.epochs=1", "evaluation.gates=[]", "network.layers=[32, 32]").Path);
        return new(
            "scoring",
            "Scoring Arrow batches of numbers",
            [
                "A bundle that deeppipe train made of configs/california-mlp.yaml: 8 columns of numbers, quantile transform in the graph, "
                    + "layers 256-256-256 (and once 32-32).",
                $"Predictor.Score over an Arrow batch of {BatchRows} rows, the most that a file's batch has.",
                "Bare loop: one session, an input and an output tensor bound once and run again and again, until as many rows are scored; "
                    + "2,048 rows a run, as Predictor takes them, and all rows in one run.",
                $"ONNX Runtime on the CPU. {Rounds} rounds in turns in one process after 3 for warm-up. A ratio is of one round.",
            ],
            [
                .. Compare("layers 256-256-256, one thread", bundle, threads: 1),
                .. Compare("layers 32-32, one thread", small, threads: 1),
                .. Compare($"layers 256-256-256, {Environment.ProcessorCount} threads", bundle, Environment.ProcessorCount),
            ],
            []);
    }

    private static IEnumerable<Measurement> Compare(string name, BundleFolder bundle, int threads)
    {
        using var predictor = Predictor.Open(bundle, new DeviceChoice.Cpu(), threads, _ => { });
        using var rows = Rows(bundle.Manifest.Signature);
        using var chunked = new BareLoop(bundle, rows, threads, 2048);
        using var whole = new BareLoop(bundle, rows, threads, BatchRows);
        var contest = Contest.Run(
            3,
            Rounds,
            new("Predictor", () => predictor.Score(rows)),
            new("bare loop, 2,048 rows a run", chunked.Run),
            new("bare loop, one run", whole.Run));
        yield return new($"{name}: speed over the bare loop of 2,048 rows", "", contest.SpeedRatio(0, 1)) { Goal = new(AtLeast: 0.8) };
        yield return new($"{name}: speed over the bare run of all rows", "", contest.SpeedRatio(0, 2)) { Goal = new(AtLeast: 0.8) };
        yield return new($"{name}: Predictor", "rows/s", contest.Seconds(0).Map(seconds => BatchRows / seconds));
    }

    private static RecordBatch Rows(Signature signature)
    {
        var random = new Random(1);
        var columns = signature.Inputs.Select(_ =>
        {
            var values = new ArrowBuffer.Builder<double>(BatchRows);
            for (var row = 0; row < BatchRows; row++)
                values.Append(random.NextDouble() * 10);
            return (IArrowArray)new DoubleArray(values.Build(), ArrowBuffer.Empty, BatchRows, 0, 0);
        });
        var fields = signature.Inputs.Select(input => new Field(input.Name, DoubleType.Default, nullable: true));
        return new RecordBatch(new Schema(fields, null), columns, BatchRows);
    }
}

/// <summary>A session and its tensors, bound once; a run takes no more than ONNX Runtime does.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly InferenceSession session;
    private readonly OrtIoBinding binding;
    private readonly RunOptions options = new();
    private readonly List<OrtValue> tensors = [];
    private readonly int runs;

    public BareLoop(BundleFolder bundle, RecordBatch rows, int threads, int rowsPerRun)
    {
        using var sessionOptions = new SessionOptions { IntraOpNumThreads = threads };
        sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        session = new InferenceSession(bundle.ModelPath, sessionOptions);
        binding = session.CreateIoBinding();
        runs = rows.Length / rowsPerRun;
        foreach (var input in bundle.Manifest.Signature.Inputs)
        {
            var values = ((DoubleArray)rows.Column(input.Name)).Values[..rowsPerRun].ToArray();
            binding.BindInput(input.Name, Keep(OrtValue.CreateTensorValueFromMemory(values, [rowsPerRun, 1])));
        }
        binding.BindOutput("prediction", Keep(OrtValue.CreateTensorValueFromMemory(new float[rowsPerRun], [rowsPerRun, 1])));
    }

    public void Run()
    {
        for (var run = 0; run < runs; run++)
            session.RunWithBinding(options, binding);
    }

    public void Dispose()
    {
        binding.Dispose();
        options.Dispose();
        tensors.ForEach(tensor => tensor.Dispose());
        session.Dispose();
    }

    private OrtValue Keep(OrtValue tensor)
    {
        tensors.Add(tensor);
        return tensor;
    }
}

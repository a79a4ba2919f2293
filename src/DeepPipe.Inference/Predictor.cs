using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Apache.Arrow;
using DeepPipe.Bundle;
using Microsoft.ML.OnnxRuntime;

namespace DeepPipe.Inference;

/// <summary>A loaded model that answers raw rows. Any number of threads may score at once.</summary>
public sealed class Predictor : IDisposable
{
    // A layer of 256 floats for 2048 rows is 2 MB, which a processor's cache still holds; a GPU wants as many as it can get.
    private const int RowsPerRunOnCpu = 2048;
    private const int RowsPerRunOnCuda = 65536;

    // What layers give of an image or a text is some hundred times what they read.
    private const long BlockBytesPerRun = 1 << 19;

    private readonly DeviceSession session;
    private readonly Signature signature;
    private readonly BlockInput?[] encoders;
    private readonly int rowsPerRun;
    private readonly ConcurrentBag<ScoringLane> lanes = [];

    private Predictor(DeviceSession session, Signature signature)
    {
        this.session = session;
        this.signature = signature;
        encoders = BlockInput.Of(signature);
        var rowBytes = Math.Max(1, encoders.Sum(encoder => (long)(encoder?.RowBytes ?? 0)));
        rowsPerRun = (int)Math.Clamp(BlockBytesPerRun / rowBytes, 1, session.OnCpu ? RowsPerRunOnCpu : RowsPerRunOnCuda);
    }

    /// <summary>Where the model runs: cpu or cuda:N.</summary>
    public string Device => session.Device;

    /// <summary>What the model reads and answers.</summary>
    public Signature Signature => signature;

    /// <summary>Loads a bundle's model.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="device">Where to run. Auto falls back to the CPU.</param>
    /// <param name="threads">How many threads compute on the CPU; 0 for as many as the process has cores.</param>
    /// <param name="warn">Is told why the model runs on the CPU where auto could not have a CUDA device.</param>
    /// <exception cref="DeviceUnavailableException">A CUDA device was asked for by name and cannot be had.</exception>
    /// <exception cref="IntegrityException">The model cannot be loaded, or the signature does not fit it.</exception>
    public static Predictor Open(BundleFolder bundle, DeviceChoice device, int threads, Action<string> warn) =>
        Open(bundle.ModelPath, bundle.Manifest.Signature, device, threads, warn);

    /// <summary>Loads a model that is not in a bundle yet.</summary>
    /// <param name="modelPath">The ONNX file.</param>
    /// <param name="signature">What it reads and answers.</param>
    /// <param name="device">Where to run. Auto falls back to the CPU.</param>
    /// <param name="threads">How many threads compute on the CPU; 0 for as many as the process has cores.</param>
    /// <param name="warn">Is told why the model runs on the CPU where auto could not have a CUDA device.</param>
    /// <exception cref="DeviceUnavailableException">A CUDA device was asked for by name and cannot be had.</exception>
    /// <exception cref="IntegrityException">The model cannot be loaded, or the signature does not fit it.</exception>
    public static Predictor Open(string modelPath, Signature signature, DeviceChoice device, int threads, Action<string> warn)
    {
        var session = SessionFactory.Open(modelPath, device, threads, warn);
        try
        {
            SignatureCheck.Require(modelPath, session.Model, signature);
            return new(session, signature);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Answers rows, any number of them.</summary>
    /// <param name="canonicalRows">
    /// The signature's columns in any order, among others or not: numbers as double with null or NaN for missing, categories as
    /// text with null or the empty text for missing, texts and sets the same, vectors as lists of float, images as the bytes of their files.
    /// </param>
    /// <exception cref="RowsMismatchException">A column is missing or of another type.</exception>
    /// <exception cref="CellRefusedException">A cell cannot be encoded, such as bytes that are no image.</exception>
    /// <exception cref="IntegrityException">The model answers a label that the signature does not know, or fails on the
    /// rows.</exception>
    public Answers Score(RecordBatch canonicalRows)
    {
        using var rows = new InputRows(canonicalRows, signature);
        var answers = new Answers(canonicalRows.Length, signature);
        try
        {
            ScoreRuns(rows, answers);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new IntegrityException(
                $"The model fails on these rows: {ExecutionProviders.FirstLine(exception.Message)}. Export the bundle again.",
                exception);
        }
        return answers;
    }

    /// <summary>Unloads the model. No thread may score any more.</summary>
    public void Dispose()
    {
        while (lanes.TryTake(out var lane))
            lane.Dispose();
        session.Dispose();
    }

    // On the CPU some runs compute while others copy their text in and out.
    private void ScoreRuns(InputRows rows, Answers answers)
    {
        var runCount = (answers.RowCount + rowsPerRun - 1) / rowsPerRun;
        if (runCount == 1 || !session.OnCpu)
        {
            for (var run = 0; run < runCount; run++)
                ScoreRun(run);
            return;
        }
        try
        {
            Parallel.For(0, runCount, new() { MaxDegreeOfParallelism = session.Threads }, ScoreRun);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        void ScoreRun(int run)
        {
            var first = run * rowsPerRun;
            var lane = lanes.TryTake(out var free) ? free : new(session.Model, signature, encoders);
            try
            {
                lane.Score(rows, first, Math.Min(rowsPerRun, answers.RowCount - first), answers);
            }
            finally
            {
                lanes.Add(lane);
            }
        }
    }
}

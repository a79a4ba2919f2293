using DeepPipe.Bundle;
using Microsoft.ML.OnnxRuntime;

namespace DeepPipe.Inference;

/// <summary>A loaded model and where it runs.</summary>
/// <param name="Model">The model.</param>
/// <param name="Device">cpu or cuda:N.</param>
/// <param name="Threads">How many threads compute on the CPU.</param>
internal sealed record DeviceSession(InferenceSession Model, string Device, int Threads) : IDisposable
{
    public bool OnCpu => Device == "cpu";

    public void Dispose() => Model.Dispose();
}

/// <summary>Loads models on the device that was chosen, or on the one that can be had.</summary>
internal static class SessionFactory
{
    public static DeviceSession Open(string modelPath, DeviceChoice device, int threads, Action<string> warn)
    {
        if (device is DeviceChoice.Cpu)
            return OpenOnCpu(modelPath, threads);
        var cuda = device as DeviceChoice.Cuda ?? new DeviceChoice.Cuda(0);
        if (TryOpenOnCuda(modelPath, cuda, threads, out var problem) is { } session)
            return session;
        if (device is DeviceChoice.Cuda)
            throw new DeviceUnavailableException(
                $"The device {cuda} cannot be had: {problem}. Choose the device cpu, or auto, which falls back to the CPU.");
        warn($"The model runs on the CPU, because {cuda} cannot be had: {problem}.");
        return OpenOnCpu(modelPath, threads);
    }

    private static DeviceSession OpenOnCpu(string modelPath, int threads)
    {
        using var options = Options(threads);
        try
        {
            return new(new(modelPath, options), "cpu", options.IntraOpNumThreads);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new IntegrityException(
                $"{modelPath}: ONNX Runtime cannot load the model: {ExecutionProviders.FirstLine(exception.Message)}. "
                + "Export the bundle again.", exception);
        }
    }

    private static DeviceSession? TryOpenOnCuda(string modelPath, DeviceChoice.Cuda cuda, int threads, out string? problem)
    {
        using var options = Options(threads);
        problem = ExecutionProviders.AppendCuda(options, cuda.Index);
        if (problem is not null)
            return null;
        try
        {
            return new(new(modelPath, options), cuda.ToString(), options.IntraOpNumThreads);
        }
        catch (OnnxRuntimeException exception)
        {
            problem = ExecutionProviders.FirstLine(exception.Message);
            return null;
        }
    }

    private static SessionOptions Options(int threads)
    {
        _ = ExecutionProviders.Environment;
        var options = new SessionOptions
        {
            // ONNX Runtime counts the cores of the machine, .NET those of the container.
            IntraOpNumThreads = threads > 0 ? threads : Environment.ProcessorCount,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}

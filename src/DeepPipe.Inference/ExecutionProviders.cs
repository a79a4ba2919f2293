using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace DeepPipe.Inference;

/// <summary>What ONNX Runtime can run on here.</summary>
public static class ExecutionProviders
{
    /// <summary>The environment variable that names a folder with execution providers to load at run time.</summary>
    public const string FolderVariable = "DEEPPIPE_ONNXRUNTIME_PROVIDERS";

    private const string CudaProvider = "CUDAExecutionProvider";

    private static readonly Lazy<OrtEnv> environment = new(CreateEnvironment);
    private static readonly Lock registering = new();
    private static readonly Dictionary<string, string?> registered = new(StringComparer.Ordinal);

    /// <summary>What was found, for a user who asks why a model does not run where it should.</summary>
    public static ProviderReport Report()
    {
        using var options = new SessionOptions();
        return new(
            Environment.GetVersionString(),
            Environment.GetAvailableProviders(),
            System.Environment.GetEnvironmentVariable(FolderVariable),
            AppendCuda(options, 0));
    }

    /// <summary>The process's one environment of ONNX Runtime, which logs errors only.</summary>
    internal static OrtEnv Environment => environment.Value;

    /// <summary>Makes a session's options use a CUDA device.</summary>
    /// <returns>Why it cannot, as the rest of a sentence; null when it can.</returns>
    internal static string? AppendCuda(SessionOptions options, int index)
    {
        try
        {
            return System.Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
                ? AppendRegistered(options, folder, index)
                : AppendBuiltIn(options, index);
        }
        catch (OnnxRuntimeException exception)
        {
            return FirstLine(exception.Message);
        }
    }

    /// <summary>A message of ONNX Runtime without the error code before it and the stack trace behind.</summary>
    internal static string FirstLine(string message)
    {
        var line = message.Trim().Split('\n', 2)[0].Trim().TrimEnd('.');
        return line.StartsWith("[ErrorCode:", StringComparison.Ordinal) ? line[(line.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart() : line;
    }

    private static OrtEnv CreateEnvironment()
    {
        if (OrtEnv.IsCreated)
            return OrtEnv.Instance();
        var options = new EnvironmentCreationOptions { logId = "deeppipe", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        return OrtEnv.CreateInstanceWithOptions(ref options);
    }

    private static string? AppendBuiltIn(SessionOptions options, int index)
    {
        if (!Environment.GetAvailableProviders().Contains(CudaProvider))
            return "this build carries ONNX Runtime for the CPU alone; build with -p:Accelerator=cuda, "
                + $"or name a folder with {CudaLibrary} in {FolderVariable}";
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(CudaOptions(index));
        options.AppendExecutionProvider_CUDA(cuda);
        return null;
    }

    private static string? AppendRegistered(SessionOptions options, string folder, int index)
    {
        if (Register(folder) is { } problem)
            return problem;
        var devices = Environment.GetEpDevices()
            .Where(device => device.EpName == CudaProvider && device.HardwareDevice.Type == OrtHardwareDeviceType.GPU)
            .ToList();
        if (index >= devices.Count)
            return $"{FolderVariable} is {folder}, whose {CudaLibrary} sees {devices.Count} CUDA devices";
        options.AppendExecutionProvider(Environment, [devices[index]], CudaOptions(null));
        return null;
    }

    private static string? Register(string folder)
    {
        lock (registering)
        {
            if (!registered.TryGetValue(folder, out var problem))
                registered.Add(folder, problem = TryRegister(folder));
            return problem;
        }
    }

    private static string? TryRegister(string folder)
    {
        var library = Path.GetFullPath(Path.Combine(folder, CudaLibrary));
        if (!File.Exists(library))
            return $"{FolderVariable} is {folder}, where there is no {CudaLibrary}";
        try
        {
            Environment.RegisterExecutionProviderLibrary("cuda", library);
            return null;
        }
        catch (OnnxRuntimeException exception)
        {
            return $"{library} cannot be loaded: {FirstLine(exception.Message)}";
        }
    }

    // TF32 keeps 10 bits of a number, too few for the golden rows. The exhaustive search for convolutions makes the first batch
    // of every size slow.
    private static Dictionary<string, string> CudaOptions(int? index)
    {
        var options = new Dictionary<string, string> { ["use_tf32"] = "0", ["cudnn_conv_algo_search"] = "HEURISTIC" };
        if (index is { } device)
            options.Add("device_id", device.ToString(CultureInfo.InvariantCulture));
        return options;
    }

    private static string CudaLibrary =>
        OperatingSystem.IsWindows() ? "onnxruntime_providers_cuda.dll" : "libonnxruntime_providers_cuda.so";
}

/// <summary>What ONNX Runtime can run on here.</summary>
/// <param name="Version">The version of ONNX Runtime.</param>
/// <param name="BuiltIn">The execution providers that this build carries.</param>
/// <param name="Folder">The value of <see cref="ExecutionProviders.FolderVariable"/>; null when it is not set.</param>
/// <param name="CudaProblem">Why no CUDA device can be used, as the rest of a sentence; null when cuda:0 can.</param>
public sealed record ProviderReport(string Version, IReadOnlyList<string> BuiltIn, string? Folder, string? CudaProblem);

using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepPipe.Torch;

/// <summary>Finds libtorch and loads it, once a process, before anything of TorchSharp runs.</summary>
/// <remarks>
/// The libraries beside the application serve unless <c>DEEPPIPE_LIBTORCH</c> names a folder with another libtorch of the same
/// version, CUDA included (for example the <c>lib</c> folder of a Python installation of PyTorch). TorchSharp's own bridge always
/// comes from beside the application; where the host's libstdc++ is too old for it, a mended copy is used
/// (<see cref="BridgeLibrary"/>).
/// </remarks>
public static class LibTorch
{
    /// <summary>The environment variable that names a folder with libtorch.</summary>
    public const string FolderVariable = "DEEPPIPE_LIBTORCH";

    private static readonly Lock Gate = new();
    private static LibTorchReport? report;
    private static nint coreLibrary;

    /// <summary>Loads libtorch and TorchSharp's bridge to it. Calls after the first return at once.</summary>
    /// <returns>What was loaded, and from where.</returns>
    /// <exception cref="LibTorchException">A library is missing or does not load; the message says which, and what to do.</exception>
    public static LibTorchReport Load()
    {
        lock (Gate)
            return report ??= LoadOnce(Environment.GetEnvironmentVariable(FolderVariable));
    }

    /// <summary>The handle of libtorch_cpu, loaded if it is not yet. Zero where TorchSharp's own search loaded it.</summary>
    internal static nint CoreLibrary
    {
        get
        {
            Load();
            return coreLibrary;
        }
    }

    private static LibTorchReport LoadOnce(string? folder)
    {
        // Where another system's names and rules hold, TorchSharp's own search does what it can.
        if (!OperatingSystem.IsLinux())
            return Report("TorchSharp's own search", bridgeIsMended: false, cuda: torch.cuda_is_available());

        var applicationFolder = NativeFolder();
        var libraryFolder = folder is { Length: > 0 } ? Path.GetFullPath(folder) : applicationFolder;
        if (!Directory.Exists(libraryFolder))
            throw new LibTorchException($"{FolderVariable} names the folder \"{libraryFolder}\", which does not exist.");

        ThreadWaiting.Sleep();
        var cuda = LoadLibraries(libraryFolder);
        LibTorchVersion.RequireWanted(coreLibrary, libraryFolder);
        var bridgeIsMended = BridgeLibrary.Load(Path.Combine(applicationFolder, BridgeLibrary.FileName));
        torch.InitializeDeviceType(cuda ? DeviceType.CUDA : DeviceType.CPU);
        return Report(libraryFolder, bridgeIsMended, cuda && torch.cuda.is_available());
    }

    // The order is that of their dependencies; libtorch_cuda pulls its own from beside itself.
    private static bool LoadLibraries(string folder)
    {
        LoadLibrary(folder, "libc10.so");
        coreLibrary = LoadLibrary(folder, "libtorch_cpu.so");
        var cuda = File.Exists(Path.Combine(folder, "libtorch_cuda.so"));
        if (cuda)
            LoadLibrary(folder, "libtorch_cuda.so");
        LoadLibrary(folder, "libtorch.so");
        return cuda;
    }

    private static nint LoadLibrary(string folder, string fileName)
    {
        var path = Path.Combine(folder, fileName);
        if (!File.Exists(path))
            throw new LibTorchException(
                $"libtorch is not complete: \"{path}\" is missing. Reference libtorch-cpu-linux-x64 (or TorchSharp-cuda-linux), "
                + $"or let {FolderVariable} name a folder with libtorch {LibTorchVersion.Wanted}.");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException failure)
        {
            throw new LibTorchException($"\"{path}\" does not load: {failure.Message}", failure);
        }
    }

    // With a runtime identifier the natives lie flat beside the assemblies; without one, under runtimes/.
    private static string NativeFolder()
    {
        var flat = AppContext.BaseDirectory;
        var nested = Path.Combine(flat, "runtimes", "linux-x64", "native");
        return File.Exists(Path.Combine(flat, BridgeLibrary.FileName)) || !Directory.Exists(nested) ? flat : nested;
    }

    private static LibTorchReport Report(string folder, bool bridgeIsMended, bool cuda) =>
        new(LibTorchVersion.Of(coreLibrary), folder, bridgeIsMended, cuda, cuda ? torch.cuda.device_count() : 0);
}

/// <summary>What <see cref="LibTorch.Load"/> found.</summary>
/// <param name="Version">The version of libtorch.</param>
/// <param name="Folder">The folder that libtorch came from.</param>
/// <param name="BridgeIsMended">Whether TorchSharp's bridge is the copy for hosts with an older libstdc++.</param>
/// <param name="CudaIsAvailable">Whether a CUDA device can be used.</param>
/// <param name="CudaDeviceCount">The number of CUDA devices.</param>
public sealed record LibTorchReport(
    string Version, string Folder, bool BridgeIsMended, bool CudaIsAvailable, int CudaDeviceCount);

/// <summary>libtorch could not be loaded, or is not the version that this build can drive.</summary>
public sealed class LibTorchException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and the remedy.</param>
    /// <param name="inner">The loader's own word, if there is one.</param>
    public LibTorchException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

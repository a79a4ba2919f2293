using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>The device that a user asks for by name.</summary>
public static class TorchDevices
{
    /// <summary>What may be asked for.</summary>
    public const string Allowed = "auto, cpu, cuda, cuda:N";

    /// <summary>The device of a name: <c>auto</c> takes the first CUDA device if there is one, and else the CPU.</summary>
    /// <param name="name">One of <see cref="Allowed"/>.</param>
    /// <exception cref="TorchDeviceException">The name is not one, or the device is not there.</exception>
    public static Device Of(string name)
    {
        var found = LibTorch.Load();
        switch (name)
        {
            case "auto":
                return found.CudaIsAvailable ? new Device(DeviceType.CUDA, 0) : CPU;
            case "cpu":
                return CPU;
            case "cuda":
                return Cuda(found, 0);
        }
        var isNumbered = name.StartsWith("cuda:", StringComparison.Ordinal)
            & int.TryParse(name.AsSpan(Math.Min(5, name.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        return isNumbered ? Cuda(found, index) : throw new TorchDeviceException($"There is no device \"{name}\". Allowed: {Allowed}.");
    }

    private static Device Cuda(LibTorchReport found, int index) =>
        index < found.CudaDeviceCount
            ? new Device(DeviceType.CUDA, index)
            : throw new TorchDeviceException(
                $"There is no device cuda:{index.ToString(CultureInfo.InvariantCulture)}: libtorch {found.Version} from {found.Folder} sees "
                + $"{found.CudaDeviceCount.ToString(CultureInfo.InvariantCulture)} CUDA devices. Use --device cpu, build with "
                + $"-p:Accelerator=cuda, or let {LibTorch.FolderVariable} name a folder with libtorch for CUDA.");
}

/// <summary>The device that was asked for is not there.</summary>
/// <param name="message">What was asked for, what is there, and the remedy.</param>
public sealed class TorchDeviceException(string message) : Exception(message);

using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using DeepPipe.Bundle;
using DeepPipe.Inference;
using DeepPipe.Models;
using DeepPipe.Storage;
using DeepPipe.Torch;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>What a run is made from.</summary>
internal static class RunLineage
{
    private const string NetworkCode = "network";

    internal static string ProgramVersion { get; } =
        typeof(RunLineage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    internal static Lineage Of(RootConfig config, string text, IReadOnlyList<string> files, Device device) => new()
    {
        Config = HashOf(text),
        Data = HashOf(files),
        Code = ProgramVersion,
        Packages = Packages(config.Network),
        Seed = config.Seed,
        Device = device.type == TorchSharp.DeviceType.CPU ? "cpu" : string.Create(CultureInfo.InvariantCulture, $"cuda:{device.index}"),
        Threads = config.Training.Threads ?? get_num_threads(),
    };

    private static Dictionary<string, string> Packages(NetworkConfig network)
    {
        var packages = new Dictionary<string, string>
        {
            ["libtorch"] = LibTorchVersion.Loaded(),
            ["TorchSharp"] = LibTorchVersion.TorchSharp,
            ["onnxruntime"] = ExecutionProviders.Report().Version,
            ["dotnet"] = Environment.Version.ToString(),
        };
        if (network.CodeHash is { } hash)
            packages[NetworkCode] = $"sha256:{hash}";
        if (network.StartFrom is { } start && StartingWeights.FileOf(start.Path) is var file && File.Exists(file))
            packages["start_from"] = $"sha256:{Sha256.OfFile(file)}";
        return packages;
    }

    /// <summary>SHA-256 of a file with this text, UTF-8 without a byte order mark.</summary>
    internal static string HashOf(string text) => Sha256.Of(Encoding.UTF8.GetBytes(text));

    /// <summary>SHA-256 over the hashes of the files, in their order.</summary>
    internal static string HashOf(IReadOnlyList<string> files)
    {
        var hashes = string.Join('\n', files.Select(Sha256.OfFile));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(hashes)));
    }

    /// <summary>Whether the code of a network that is not DeepPipe's is what the run was started with.</summary>
    internal static bool HasSameNetworkCode(NetworkConfig network, Lineage lineage) =>
        network.CodeHash is not { } hash || lineage.Packages.GetValueOrDefault(NetworkCode) == $"sha256:{hash}";
}

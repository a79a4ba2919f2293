namespace DeepPipe.Architecture.Tests;

/// <summary>Who may know whom. Names are without their "DeepPipe."; the whole itself is "DeepPipe".</summary>
internal static class DependencyTable
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> MayReference = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Configuration"] = [],
        ["Storage"] = [],
        ["Statistics"] = [],
        ["Torch"] = [],
        ["Onnx"] = ["Torch"],
        ["Encoders"] = [],
        ["Data"] = ["Configuration", "Storage", "Statistics"],
        ["Bundle"] = ["Encoders", "Storage", "Statistics"],
        ["Features"] = ["Configuration", "Encoders", "Statistics", "Torch"],
        ["Models"] = ["Configuration", "Encoders", "Features", "Torch"],
        ["Training"] = ["Configuration", "Storage", "Statistics", "Torch", "Data", "Features", "Models"],
        ["Inference"] = ["Bundle", "Encoders", "Statistics"],
        ["Export"] = ["Torch", "Encoders", "Features", "Models", "Onnx", "Bundle", "Statistics", "Inference"],
        ["Evaluation"] = ["Configuration", "Statistics", "Bundle", "Inference"],
        ["Serving"] = ["Configuration", "Encoders", "Storage", "Statistics", "Data", "Bundle", "Inference"],
        ["Host"] = ["Serving"],
        ["DeepPipe"] =
        [
            "Configuration", "Encoders", "Storage", "Statistics", "Torch", "Onnx", "Data", "Bundle", "Features", "Models", "Training",
            "Inference", "Export", "Evaluation", "Serving",
        ],
        ["Cli"] = ["Serving", "DeepPipe"],
    };

    /// <summary>Whoever sees TorchSharp.</summary>
    public static readonly IReadOnlyList<string> TorchRooms =
        ["Torch", "Onnx", "Features", "Models", "Training", "Export", "DeepPipe", "Cli"];

    /// <summary>Whoever hands rows on: Arrow is their common language.</summary>
    public static readonly IReadOnlyList<string> ArrowRooms =
        ["Encoders", "Data", "Bundle", "Features", "Training", "Inference", "Export", "Serving", "DeepPipe"];

    /// <summary>Who compiles against an outside package.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> PackageOwners = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Apache.Arrow"] = ArrowRooms,
        ["TorchSharp"] = TorchRooms,
        ["TorchSharp-cuda-linux"] = ["Torch"],
        ["libtorch-cpu-linux-x64"] = ["Torch"],
        ["YamlDotNet"] = ["Configuration"],
        ["DuckDB.NET.Data.Full"] = ["Data"],
        ["ParquetSharp"] = ["Data"],
        ["Microsoft.ML.OnnxRuntime"] = ["Inference"],
        ["Microsoft.ML.OnnxRuntime.Gpu.Linux"] = ["Inference"],
        ["SkiaSharp"] = ["Encoders"],
        ["SkiaSharp.NativeAssets.Linux.NoDependencies"] = ["Encoders"],
        ["Microsoft.ML.Tokenizers"] = ["Encoders"],
        ["Google.Protobuf"] = ["Onnx"],
        ["Grpc.Tools"] = ["Onnx"],
        ["System.CommandLine"] = ["Serving", "Host", "Cli"],
    };

    /// <summary>Whose API is made of a package's types: they hand it on, and whoever references them is an owner too.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> PackagesInTheApi = new Dictionary<string, IReadOnlyList<string>>
    {
        ["TorchSharp"] = ["Torch", "Onnx"],
    };

    /// <summary>The package behind an assembly whose name is not its package's.</summary>
    public static readonly IReadOnlyDictionary<string, string> PackageOfAssembly = new Dictionary<string, string>
    {
        ["DuckDB.NET.Data"] = "DuckDB.NET.Data.Full",
        ["DuckDB.NET.Bindings"] = "DuckDB.NET.Data.Full",
    };

    /// <summary>A project's name as the table has it.</summary>
    public static string Room(string project) => project == "DeepPipe" ? project : project["DeepPipe.".Length..];
}

using System.Runtime.InteropServices;
using DeepPipe.Inference;
using DeepPipe.Serving;
using DeepPipe.Torch;
using TorchSharp;

namespace DeepPipe;

/// <summary>The command that says what was found on this machine: versions, devices, execution providers, and what falls back to what.</summary>
public sealed record DoctorCommand
{
    /// <summary>Looks and tells.</summary>
    /// <exception cref="LibTorchException">libtorch does not load; the message says why, and the remedy.</exception>
    public static void Run(Terminal terminal)
    {
        var libtorch = LibTorch.Load();
        var onnxRuntime = ExecutionProviders.Report();
        terminal.Output.WriteLine(
            $"""
            deeppipe      {RunLineage.ProgramVersion}
            .NET          {Environment.Version} on {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores
            libtorch      {libtorch.Version} from {libtorch.Folder}
            TorchSharp    {LibTorchVersion.TorchSharp}, bridge {(libtorch.BridgeIsMended ? "mended for this host's older libstdc++" : "as shipped")}
            training      {Training(libtorch)}
            onnxruntime   {onnxRuntime.Version}, providers {string.Join(", ", onnxRuntime.BuiltIn)}
            inference     {Inference(onnxRuntime)}
            threads       {torch.get_num_threads()} of libtorch
            """);
    }

    private static string Training(LibTorchReport libtorch) => libtorch.CudaIsAvailable
        ? $"auto takes cuda:0 of {libtorch.CudaDeviceCount} CUDA devices"
        : $"auto takes the CPU: this libtorch sees no CUDA device (build with -p:Accelerator=cuda, or set {LibTorch.FolderVariable})";

    private static string Inference(ProviderReport onnxRuntime) => onnxRuntime.CudaProblem is { } problem
        ? $"auto takes the CPU: {problem}"
        : onnxRuntime.Folder is { } folder ? $"auto takes cuda:0, with the provider in {folder}" : "auto takes cuda:0";
}

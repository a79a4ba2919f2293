using DeepPipe.Inference.Tests.Models;

namespace DeepPipe.Inference.Tests;

/// <summary>The process's environment is changed here, so nothing else runs beside these.</summary>
[Collection(nameof(ExecutionProvidersTests))]
[CollectionDefinition(nameof(ExecutionProvidersTests), DisableParallelization = true)]
public sealed class ExecutionProvidersTests : IDisposable
{
    private readonly TestBundle bundle = new();
    private readonly string? before = Environment.GetEnvironmentVariable(ExecutionProviders.FolderVariable);

    [Fact]
    public void The_report_names_the_version_and_the_providers()
    {
        var report = ExecutionProviders.Report();

        Assert.Matches(@"^\d+\.\d+\.\d+", report.Version);
        Assert.Contains("CPUExecutionProvider", report.BuiltIn);
    }

    [Fact]
    public void Auto_falls_back_to_the_CPU_with_a_warning_that_says_why()
    {
        Environment.SetEnvironmentVariable(ExecutionProviders.FolderVariable, bundle.Root);
        var warnings = new List<string>();
        using var predictor = Predictor.Open(DeepPipe.Bundle.BundleFolder.Open(bundle.Path), new DeviceChoice.Auto(), 1, warnings.Add);

        Assert.Equal("cpu", predictor.Device);
        Assert.Equal(
            [
                "The model runs on the CPU, because cuda:0 cannot be had: DEEPPIPE_ONNXRUNTIME_PROVIDERS is "
                + $"{bundle.Root}, where there is no {Library}.",
            ],
            warnings);
    }

    [Fact]
    public void A_build_for_the_CPU_alone_says_how_CUDA_is_had()
    {
        Environment.SetEnvironmentVariable(ExecutionProviders.FolderVariable, null);
        var report = ExecutionProviders.Report();
        Assert.SkipWhen(report.BuiltIn.Contains("CUDAExecutionProvider"), "This build carries CUDA.");

        Assert.Equal(
            "this build carries ONNX Runtime for the CPU alone; build with -p:Accelerator=cuda, "
            + $"or name a folder with {Library} in DEEPPIPE_ONNXRUNTIME_PROVIDERS", report.CudaProblem);
    }

    [Fact]
    public void A_library_that_cannot_be_loaded_is_named()
    {
        File.WriteAllText(Path.Combine(bundle.Root, Library), "no library");
        Environment.SetEnvironmentVariable(ExecutionProviders.FolderVariable, bundle.Root);

        Assert.StartsWith(
            $"{Path.Combine(bundle.Root, Library)} cannot be loaded: ", ExecutionProviders.Report().CudaProblem, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ExecutionProviders.FolderVariable, before);
        bundle.Dispose();
    }

    private static string Library => OperatingSystem.IsWindows() ? "onnxruntime_providers_cuda.dll" : "libonnxruntime_providers_cuda.so";
}

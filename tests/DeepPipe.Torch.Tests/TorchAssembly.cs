using System.Runtime.CompilerServices;
using TorchSharp;
using Xunit.Sdk;
using Xunit.v3;

// Seeds, thread counts and tensor counts of torch belong to the process.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace DeepPipe.Torch.Tests;

internal static class TorchAssembly
{
    [ModuleInitializer]
    internal static void LoadLibTorch()
    {
        if (TorchProbe.IsAsked)
            TorchProbe.Answer();
        LibTorch.Load();
        torch.set_num_threads(1);       // the networks here are too small to share
    }
}

using System.Runtime.CompilerServices;
using DeepPipe.Torch;
using Xunit.Sdk;
using Xunit.v3;

// Seeds, thread counts and tensor counts of torch belong to the process.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace DeepPipe.Tests;

internal static class TorchAssembly
{
    [ModuleInitializer]
    internal static void LoadLibTorch()
    {
        LibTorch.Load();
        if (Misfit.IsAsked)
            Misfit.Multiply();
        TorchSharp.torch.set_num_threads(1);   // the networks are small, and the other core runs other tests
    }
}

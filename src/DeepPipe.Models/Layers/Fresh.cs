using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Parameters with fresh values, drawn from torch's default generator.</summary>
internal static class Fresh
{
    public static Parameter Uniform(double bound, params long[] shape)
    {
        using var frozen = no_grad();
        return new Parameter(empty(shape).uniform_(-bound, bound));
    }

    public static Parameter Filled(double value, params long[] shape) => new(full(shape, value, ScalarType.Float32));
}

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

    /// <summary>Normal within three deviations.</summary>
    /// <remarks>By the inverse of the distribution function: TorchSharp's <c>trunc_normal_</c> draws with another deviation.</remarks>
    public static Parameter TruncatedNormal(double deviation, params long[] shape)
    {
        const double within = 0.9973002039367398;       // the share of a normal distribution within three deviations
        using var frozen = no_grad();
        using var level = empty(shape).uniform_(-within, within);
        return new Parameter(level.erfinv().mul_((deviation * Math.Sqrt(2)).ToScalar()).clamp_((-3 * deviation).ToScalar(), (3 * deviation).ToScalar()));
    }

    public static Parameter Filled(double value, params long[] shape) => new(full(shape, value, ScalarType.Float32));
}

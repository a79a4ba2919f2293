using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>Scales all gradients down together where their global L2 norm exceeds a maximum, as PyTorch's clip_grad_norm_.</summary>
public sealed class GradientClip : IDisposable
{
    // Scalars are native objects: made once, not at each step.
    private readonly Scalar maximum;
    private readonly Scalar one = 1.0.ToScalar();
    private readonly Scalar epsilon = 1e-6.ToScalar();

    /// <summary>Clips to a norm.</summary>
    /// <param name="maximumNorm">The largest L2 norm over all gradients together; greater than 0.</param>
    public GradientClip(double maximumNorm)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumNorm);
        maximum = maximumNorm.ToScalar();
    }

    /// <summary>Clips in place, without waiting for the device.</summary>
    /// <param name="parameters">Whose gradients are clipped.</param>
    public void Apply(FlatParameters parameters)
    {
        using var factor = parameters.Gradients.norm();      // padding is 0, so this is the norm of the gradients alone
        factor.add_(epsilon).reciprocal_().mul_(maximum).clamp_max_(one);
        parameters.Gradients.mul_(factor);
    }

    /// <summary>Releases its constants.</summary>
    public void Dispose()
    {
        maximum.Dispose();
        one.Dispose();
        epsilon.Dispose();
    }
}

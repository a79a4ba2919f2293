using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A function between layers.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x times the normal distribution's probability below x, by the error function.</summary>
    Gelu,

    /// <summary>x times the sigmoid of x.</summary>
    Silu,
}

internal static class Activations
{
    public static nn.Module<Tensor, Tensor> Of(Activation activation) => activation switch
    {
        Activation.Relu => nn.ReLU(),
        Activation.Gelu => nn.GELU(),
        Activation.Silu => nn.SiLU(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}

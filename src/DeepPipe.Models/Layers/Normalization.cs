using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A normalisation of a layer's outputs.</summary>
public enum Normalization
{
    /// <summary>None.</summary>
    None,

    /// <summary>Over a row's outputs.</summary>
    Layer,

    /// <summary>Over a batch; a running mean and variance serve outside of training.</summary>
    Batch,
}

internal static class Normalizations
{
    /// <summary>The module for outputs of a width; null for none.</summary>
    public static nn.Module<Tensor, Tensor>? Of(Normalization norm, int width) => norm switch
    {
        Normalization.None => null,
        Normalization.Layer => nn.LayerNorm(width),
        Normalization.Batch => nn.BatchNorm1d(width),
        _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, null),
    };
}

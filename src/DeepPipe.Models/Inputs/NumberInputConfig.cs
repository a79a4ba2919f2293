using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>How numbers enter a network.</summary>
[Variant("plain", typeof(PlainNumbersConfig))]
[Variant("linear", typeof(LinearNumbersConfig))]
[Variant("periodic", typeof(PeriodicNumbersConfig))]
[Variant("piecewise_linear", typeof(PiecewiseLinearConfig))]
public abstract record NumberInputConfig
{
    /// <summary>The width of a number's vector; null where numbers enter as they are.</summary>
    internal virtual int? VectorWidth => null;

    /// <summary>A module with fresh weights, from float32 [rows, numbers] to [rows, numbers, <see cref="VectorWidth"/>].</summary>
    internal virtual nn.Module<Tensor, Tensor>? Build(NetworkShape shape) => null;

    /// <summary>The bins that are fitted for each number, to be <see cref="NetworkShape.BinEdges"/>; null for none.</summary>
    public virtual BinsConfig? AskedBins => null;
}

/// <summary>Numbers enter as the transform gives them.</summary>
public sealed record PlainNumbersConfig : NumberInputConfig;

/// <summary>Each number has a vector: relu(x · weight + bias), with weights of its own.</summary>
/// <remarks>Gorishniy et al., "On Embeddings for Numerical Features in Tabular Deep Learning" (2022), LR.</remarks>
public sealed record LinearNumbersConfig : NumberInputConfig
{
    /// <summary>The vectors' width.</summary>
    /// <value>Default 24. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 24;

    internal override int? VectorWidth => Width;

    internal override nn.Module<Tensor, Tensor> Build(NetworkShape shape) =>
        nn.Sequential(("linear", new LinearNumbers(shape.NumberCount, Width)), ("relu", nn.ReLU()));
}

/// <summary>Each number has a vector: sines and cosines of learned frequencies, then a linear layer and relu.</summary>
/// <remarks>Gorishniy et al., "On Embeddings for Numerical Features in Tabular Deep Learning" (2022), PLR.</remarks>
public sealed record PeriodicNumbersConfig : NumberInputConfig
{
    /// <summary>How many frequencies a number has.</summary>
    /// <value>Default 48. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Frequencies { get; init; } = 48;

    /// <summary>The standard deviation that the frequencies are drawn with, in cycles for a number's unit: the option to tune first.</summary>
    /// <value>Default 0.01. Greater than 0.</value>
    [Within(Above = 0)]
    public double FrequencyScale { get; init; } = 0.01;

    /// <summary>The vectors' width.</summary>
    /// <value>Default 24. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 24;

    /// <summary>Whether all numbers share the weights of the linear layer, which saves parameters.</summary>
    /// <value>Default false.</value>
    public bool Shared { get; init; }

    internal override int? VectorWidth => Width;

    internal override nn.Module<Tensor, Tensor> Build(NetworkShape shape) => new PeriodicNumbers(this, shape.NumberCount);
}

/// <summary>
/// Each number has a vector: how far it reaches into each of its bins, through a linear layer that starts at zero, and a linear
/// embedding of the number itself.
/// </summary>
/// <remarks>
/// Gorishniy et al., "On Embeddings for Numerical Features in Tabular Deep Learning" (2022), PLE; the start at zero beside a linear
/// embedding is that of "TabM: Advancing Tabular Deep Learning with Parameter-Efficient Ensembling" (2025).
/// </remarks>
public sealed record PiecewiseLinearConfig : NumberInputConfig
{
    /// <summary>The bins of each number.</summary>
    /// <value>Default <c>quantile</c>.</value>
    public BinsConfig Bins { get; init; } = new QuantileBinsConfig();

    /// <summary>The vectors' width.</summary>
    /// <value>Default 16. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 16;

    /// <summary>Whether relu follows.</summary>
    /// <value>Default false.</value>
    public bool Relu { get; init; }

    internal override int? VectorWidth => Width;

    internal override nn.Module<Tensor, Tensor> Build(NetworkShape shape) => new PiecewiseLinearNumbers(this, shape.BinEdges);

    /// <inheritdoc/>
    public override BinsConfig AskedBins => Bins;
}

using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>What a network is built for.</summary>
/// <param name="NumberCount">How many transformed numbers a row has; 0 where there are none.</param>
/// <param name="CategorySizes">How many codes each category has; empty where there are none.</param>
/// <param name="OutputWidth">The width of the output, which the head asks for. At least 1.</param>
public sealed record NetworkShape(int NumberCount, IReadOnlyList<int> CategorySizes, int OutputWidth)
{
    /// <summary>
    /// How many further inputs follow the numbers: standardised encodings of categories, and indicators, 1 where a number is missing and
    /// else 0.
    /// </summary>
    /// <value>Default 0.</value>
    public int IndicatorCount { get; init; }

    /// <summary>The edges of each number's bins, ascending, at least two, in the scale that the network reads.</summary>
    /// <value>Default empty: only <see cref="PiecewiseLinearConfig"/> needs them.</value>
    public IReadOnlyList<IReadOnlyList<double>> BinEdges { get; init; } = [];

    /// <summary>What the columns of texts, sets, vectors and images are, in the plan's order.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<BlockShape> Blocks { get; init; } = [];

    /// <summary>
    /// Of a forecast: the places in <see cref="Blocks"/> of the series whose steps to come are answered. The output is step by step, with
    /// these side by side.
    /// </summary>
    /// <value>Default empty: no forecast is asked for.</value>
    public IReadOnlyList<int> ForecastBlocks { get; init; } = [];

    /// <summary>The width of the numbers' matrix: the numbers, then the indicators.</summary>
    public int NumberWidth => NumberCount + IndicatorCount;

    /// <summary>So many rows of zeros, as a network of this shape reads them; owned by the caller's dispose scope.</summary>
    internal FeatureTensors Zeros(long rowCount) => new(
        zeros(rowCount, NumberWidth),
        zeros([rowCount, CategorySizes.Count], ScalarType.Int64),
        [.. Blocks.Select(block => zeros([rowCount, .. block.Sizes], block.Element))]);

    internal void RequireInputs()
    {
        if (NumberWidth == 0 && CategorySizes.Count == 0 && Blocks.Count == 0)
            throw new ArgumentException("A network needs features: the shape has none.");
    }
}

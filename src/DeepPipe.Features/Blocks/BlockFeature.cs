using DeepPipe.Encoders;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>A column whose cells become blocks of numbers before the graph: a text, a set, a vector or an image.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Text, set, vector or image.</param>
/// <param name="Encoding">How a cell becomes a block.</param>
public sealed record BlockFeature(string Name, ColumnType Type, CellEncoding Encoding)
{
    /// <summary>The train rows' means over the last dimension of the block: of pixels, divided by 255, each channel; of vectors, each place; of a series, all steps together.</summary>
    /// <value>Default empty: of codes there is none.</value>
    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <summary>The train rows' population deviations, as <see cref="Mean"/>; each greater than 0.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [];

    /// <summary>A tensor on the CPU with room for the blocks of so many rows, whose values are not set.</summary>
    public Tensor Empty(long rowCount) => empty(
        [rowCount, .. Encoding.Shape.Select(size => (long)size)],
        Encoding.Element switch
        {
            BlockElement.Int64 => ScalarType.Int64,
            BlockElement.UInt8 => ScalarType.Byte,
            _ => ScalarType.Float32,
        });
}

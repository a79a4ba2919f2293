using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// The codes of the bins that numbers fall into: float64 [rows, numbers], NaN where one is missing, to int64 [rows, numbers with bins].
/// Codes are those of a category: a gap has <see cref="CategoryFeature.MissingCode"/>, the first bin <see cref="CategoryFeature.FirstCode"/>.
/// </summary>
public sealed class BinCodes : nn.Module<Tensor, Tensor>
{
    // Scalars are native objects: one made in an expression may be freed by its finalizer while the native call still reads it.
    private static readonly Scalar First = ((long)CategoryFeature.FirstCode).ToScalar();
    private static readonly Scalar One = 1L.ToScalar();
    private static readonly Scalar Missing = ((long)CategoryFeature.MissingCode).ToScalar();

    // Buffer, int64 [numbers with bins].
    private readonly Tensor columns;

    // Buffer, [numbers with bins, edges]; infinite behind the edges of a number with fewer.
    private readonly Tensor edges;

    // Buffer, int64 [numbers with bins, 1]: the last code, which infinity, too, does not go beyond.
    private readonly Tensor last;

    /// <summary>The numbers of a plan; at least one has bins.</summary>
    public BinCodes(IReadOnlyList<NumberFeature> numbers) : base(nameof(BinCodes))
    {
        var binned = Enumerable.Range(0, numbers.Count).Where(number => numbers[number].BinEdges is not null).ToArray();
        var edgeCount = binned.Max(number => numbers[number].BinEdges!.Count);
        var cells = new double[binned.Length, edgeCount];
        for (var row = 0; row < binned.Length; row++)
        {
            var own = numbers[binned[row]].BinEdges!;
            for (var edge = 0; edge < edgeCount; edge++)
                cells[row, edge] = edge < own.Count ? own[edge] : double.PositiveInfinity;
        }
        columns = tensor(binned.Select(number => (long)number).ToArray(), ScalarType.Int64);
        edges = tensor(cells, ScalarType.Float64);
        last = tensor(binned.Select(number => numbers[number].CodeCount - 1L).ToArray(), ScalarType.Int64).unsqueeze(1);
        register_buffer(nameof(columns), columns);
        register_buffer(nameof(edges), edges);
        register_buffer(nameof(last), last);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var values = input.index_select(1, columns).t().contiguous();       // [numbers with bins, rows]
        var codes = minimum(searchsorted(edges, values, right: true).add(First, One), last);
        return codes.masked_fill(values.isnan(), Missing).t();
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// Each column through its empirical distribution onto [0, 1]: the share of the train rows below. Float64 [rows, columns] in and out,
/// without NaN.
/// </summary>
/// <remarks>
/// The semantics are those of scikit-learn's <c>QuantileTransformer(output_distribution="uniform")</c>: straight lines between
/// quantiles, the middle of the levels where quantiles are equal.
/// </remarks>
public sealed class QuantileLevel : nn.Module<Tensor, Tensor>
{
    // Scalars are native objects: one made in an expression may be freed by its finalizer while the native call still reads it.
    // So every one is held, also the factor of a sum's second term, which the operator + makes anew each time.
    private static readonly Scalar FirstEdge = 0L.ToScalar();
    private static readonly Scalar Step = 1L.ToScalar();
    private static readonly Scalar Zero = 0.0.ToScalar();
    private static readonly Scalar One = 1.0.ToScalar();

    // Buffers, [columns, edges]. Columns with fewer edges repeat their last one, which only values of the upper tail reach.
    private readonly Tensor edges;
    private readonly Tensor middles;
    private readonly Tensor starts;
    private readonly Tensor slopes;

    // Buffers, [columns, 1].
    private readonly Tensor lowest;
    private readonly Tensor highest;

    /// <summary>The quantiles of each column, at equal steps from 0 to 1, ascending; equal ones may follow each other.</summary>
    public QuantileLevel(IReadOnlyList<IReadOnlyList<double>> columns) : base(nameof(QuantileLevel))
    {
        var tables = columns.Select(column => new QuantileTable(column)).ToArray();
        edges = Matrix(tables, table => table.Edges);
        middles = Matrix(tables, table => table.Middles);
        starts = Matrix(tables, table => table.Starts);
        slopes = Matrix(tables, table => table.Slopes);
        lowest = edges.narrow(1, 0, 1).clone();
        highest = edges.narrow(1, edges.shape[1] - 1, 1).clone();
        register_buffer(nameof(edges), edges);
        register_buffer(nameof(middles), middles);
        register_buffer(nameof(starts), starts);
        register_buffer(nameof(slopes), slopes);
        register_buffer(nameof(lowest), lowest);
        register_buffer(nameof(highest), highest);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var values = input.t().contiguous();                                        // [columns, rows]
        var edge = (searchsorted(edges, values, right: true) - Step).clamp(min: FirstEdge);     // the last edge at or below the value
        var below = edges.gather(1, edge);
        var rising = starts.gather(1, edge).add((values - below) * slopes.gather(1, edge), One);
        var inner = where(values == below, middles.gather(1, edge), rising);
        return inner.masked_fill(values >= highest, One).masked_fill(values <= lowest, Zero).t();
    }

    private static Tensor Matrix(QuantileTable[] tables, Func<QuantileTable, double[]> row)
    {
        var width = tables.Max(table => table.Edges.Length);
        var cells = new double[tables.Length, width];
        for (var column = 0; column < tables.Length; column++)
        {
            var values = row(tables[column]);
            for (var index = 0; index < width; index++)
                cells[column, index] = values[Math.Min(index, values.Length - 1)];
        }
        return tensor(cells, ScalarType.Float64);
    }
}

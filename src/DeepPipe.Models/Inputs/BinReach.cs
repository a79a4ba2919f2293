using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// How far each number reaches into each of its bins: 0 below the bin, 1 above it, in between the fraction; the outermost bins go on
/// beyond their edges. [rows, numbers] to [rows, numbers, bins]; a number with fewer bins than the most has zeros behind them.
/// </summary>
internal sealed class BinReach : nn.Module<Tensor, Tensor>
{
    // Buffers, [numbers, bins].
    private readonly Tensor left;
    private readonly Tensor width;
    private readonly Tensor lowest;
    private readonly Tensor highest;

    /// <param name="edges">For each number, ascending edges without repetition, at least two.</param>
    public BinReach(IReadOnlyList<IReadOnlyList<double>> edges) : base(nameof(BinReach))
    {
        BinCount = edges.Max(one => one.Count) - 1;
        left = Matrix(edges, (one, bin) => one[bin], behind: 0);
        width = Matrix(edges, (one, bin) => one[bin + 1] - one[bin], behind: 1);
        lowest = Matrix(edges, (_, bin) => bin == 0 ? float.MinValue : 0, behind: 0);
        highest = Matrix(edges, (one, bin) => bin == one.Count - 2 ? float.MaxValue : 1, behind: 0);
        RegisterBuffers();
    }

    /// <summary>The most bins that a number has.</summary>
    public int BinCount { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        minimum(maximum((input.unsqueeze(2) - left) / width, lowest), highest);

    private void RegisterBuffers()
    {
        register_buffer(nameof(left), left);
        register_buffer(nameof(width), width);
        register_buffer(nameof(lowest), lowest);
        register_buffer(nameof(highest), highest);
    }

    private Tensor Matrix(IReadOnlyList<IReadOnlyList<double>> edges, Func<IReadOnlyList<double>, int, double> cell, float behind)
    {
        var cells = new float[edges.Count, BinCount];
        for (var number = 0; number < edges.Count; number++)
            for (var bin = 0; bin < BinCount; bin++)
                cells[number, bin] = bin < edges[number].Count - 1 ? (float)cell(edges[number], bin) : behind;
        return tensor(cells);
    }
}

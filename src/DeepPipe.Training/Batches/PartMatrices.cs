using DeepPipe.Data;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Matrices of a part that are filled piece by piece; they are allocated once, at their full size.</summary>
internal sealed class PartMatrices : IDisposable
{
    private readonly PreparedPart matrices;
    private readonly Part part;
    private int[] rows = [];
    private long filled;

    public PartMatrices(Part part, long rowCount, FeaturePlan features, TargetPlans targets, bool hasWeights)
    {
        using var scope = NewDisposeScope();
        this.part = part;
        matrices = new PreparedPart(
            new FeatureTensors(
                empty([rowCount, features.NumberWidth], ScalarType.Float32),
                empty([rowCount, features.CategorySizes.Count], ScalarType.Int64),
                [.. features.Blocks.Select(block => block.Empty(rowCount))]).Detached(),
            targets.Empty(rowCount).DetachFromDisposeScope())
        {
            Weights = hasWeights ? empty(rowCount, ScalarType.Float32).DetachFromDisposeScope() : null,
        };
    }

    /// <summary>Takes the rows of a piece that belong to the part.</summary>
    /// <param name="piece">Any rows, transformed and encoded; on the CPU, stored row by row.</param>
    /// <param name="partOfRow">The part of each row.</param>
    public void Take(PreparedPart piece, ReadOnlySpan<Part> partOfRow)
    {
        var chosen = Rows(partOfRow);
        if (chosen.IsEmpty)
            return;
        using var scope = NewDisposeScope();
        Append(matrices.Features.Numbers, piece.Features.Numbers, chosen);
        Append(matrices.Features.Codes, piece.Features.Codes, chosen);
        for (var block = 0; block < piece.Features.Blocks.Count; block++)
            Append(matrices.Features.Blocks[block], piece.Features.Blocks[block], chosen);
        Append(matrices.Targets, piece.Targets, chosen);
        if (matrices.Weights is not null)
            Append(matrices.Weights, piece.Weights!, chosen);
        filled += chosen.Length;
    }

    /// <summary>The part, once every row is taken; owned by the caller from here on.</summary>
    public PreparedPart Whole() =>
        filled == matrices.RowCount
            ? matrices
            : throw new InvalidOperationException($"Part {part} has {filled} rows, not {matrices.RowCount}.");

    public void Dispose() => matrices.Dispose();

    // Every row writes its number and only one of the part moves on: no branch to guess wrong.
    private ReadOnlySpan<int> Rows(ReadOnlySpan<Part> partOfRow)
    {
        if (rows.Length < partOfRow.Length)
            rows = new int[partOfRow.Length];
        var count = 0;
        for (var row = 0; row < partOfRow.Length; row++)
        {
            rows[count] = row;
            count += partOfRow[row] == part ? 1 : 0;
        }
        return rows.AsSpan(0, count);
    }

    private void Append(Tensor matrix, Tensor piece, ReadOnlySpan<int> chosen) =>
        RowGather.Into(matrix.narrow(0, filled, chosen.Length), piece, chosen);
}

using DeepPipe.Data;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Matrices of a part that are filled batch by batch; they are allocated once, at their full size.</summary>
internal sealed class PartMatrices : IDisposable
{
    private readonly PreparedPart matrices;
    private readonly byte part;
    private long filled;

    public PartMatrices(Part part, long rowCount, FeaturePlan features, TargetPlan target)
    {
        using var scope = NewDisposeScope();
        this.part = (byte)part;
        matrices = new PreparedPart(
            Detached(rowCount, features.NumberWidth, ScalarType.Float32),
            Detached(rowCount, features.CategorySizes.Count, ScalarType.Int64),
            empty(rowCount, target.Task == TaskKind.Regression ? ScalarType.Float32 : ScalarType.Int64).DetachFromDisposeScope());
    }

    /// <summary>Takes the rows of a batch that belong to the part.</summary>
    /// <param name="batch">Any rows, transformed and encoded.</param>
    /// <param name="parts">The part of each row, uint8 [rows].</param>
    public void Take(PreparedPart batch, Tensor parts)
    {
        using var scope = NewDisposeScope();
        var rows = parts.eq(part).nonzero().squeeze(1);
        var count = rows.numel();
        Append(matrices.Numbers, batch.Numbers, rows, count);
        Append(matrices.Codes, batch.Codes, rows, count);
        Append(matrices.Targets, batch.Targets, rows, count);
        filled += count;
    }

    /// <summary>The part, once every row is taken; owned by the caller from here on.</summary>
    public PreparedPart Whole() =>
        filled == matrices.RowCount
            ? matrices
            : throw new InvalidOperationException($"Part {(Part)part} has {filled} rows, not {matrices.RowCount}.");

    public void Dispose() => matrices.Dispose();

    private void Append(Tensor matrix, Tensor batch, Tensor rows, long count) =>
        matrix.narrow(0, filled, count).copy_(batch.index_select(0, rows));

    private static Tensor Detached(long rowCount, int width, ScalarType type) => empty([rowCount, width], type).DetachFromDisposeScope();
}

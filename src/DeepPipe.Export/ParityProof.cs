using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Inference;

namespace DeepPipe.Export;

/// <summary>Holds an exported model against its trainer, in batches of 1, of 7 and of all rows.</summary>
/// <remarks>
/// A batch of all is at most what a reader hands over at once. Batches of 1 and 7 go over the first <see cref="SmallBatchRows"/> rows
/// of a set only, fewer where columns are texts, sets, vectors or images: each costs a call.
/// </remarks>
public sealed class ParityProof
{
    /// <summary>So many rows of a set are scored one by one and seven by seven.</summary>
    public const int SmallBatchRows = 20_000;

    // A call with an image or a text costs as much as a thousand with numbers.
    private const int SmallBatchBlocks = 500;

    private readonly TrainerAnswers trainer;
    private readonly Predictor exported;
    private readonly IReadOnlyList<Tolerance> tolerances;
    private double largestDifference;
    private long rowCount;

    /// <summary>A proof that nothing was held against yet.</summary>
    /// <param name="trainer">What the answers should be.</param>
    /// <param name="exported">The exported model.</param>
    /// <param name="tolerances">What may differ, of each target.</param>
    public ParityProof(TrainerAnswers trainer, Predictor exported, IReadOnlyList<Tolerance> tolerances) =>
        (this.trainer, this.exported, this.tolerances) = (trainer, exported, tolerances);

    /// <summary>What was seen so far.</summary>
    public ParityMeasurement Measured => new(exported.Device, "float32", rowCount, largestDifference);

    /// <summary>Holds a set of rows against the trainer.</summary>
    /// <param name="name">What the set is called in an error, such as <c>held-out row</c>.</param>
    /// <param name="batches">The rows, in canonical form; they stay the caller's.</param>
    /// <exception cref="ParityException">An answer differs by more than is allowed; the message names the worst cell.</exception>
    public void Hold(string name, IEnumerable<RecordBatch> batches)
    {
        var first = 0;
        var inSmallBatches = exported.Signature.Inputs.Any(input => input.Encoding is not null) ? SmallBatchBlocks : SmallBatchRows;
        foreach (var rows in batches)
        {
            var expected = trainer.Expect(rows);   // shares the columns of rows, so it is not disposed
            Compare(name, expected, first);
            foreach (var size in (int[])[7, 1])
                for (var start = 0; start < Math.Min(expected.Length, inSmallBatches - first); start += size)
                    Compare(name, expected.Slice(start, Math.Min(size, expected.Length - start)), first + start);
            first += rows.Length;
            rowCount += rows.Length;
        }
    }

    private void Compare(string name, RecordBatch expected, int firstRow)
    {
        if (expected.Length == 0)
            return;
        var result = GoldenCheck.Compare(name, expected, exported, tolerances, firstRow);
        largestDifference = Math.Max(largestDifference, result.LargestDifference);
        if (!result.Passed)
            throw new ParityException(
                $"The exported model does not answer as the trainer does, so no bundle is written. {result.Worst} (rows scored together: "
                + $"{expected.Length}). If the difference is harmless, raise export.tolerance.");
    }
}

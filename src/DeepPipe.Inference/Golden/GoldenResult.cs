using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>How the answers to the golden rows compare with the trainer's.</summary>
/// <param name="RowCount">How many golden rows there are.</param>
/// <param name="LargestDifference">The largest |trainer - exported| of any number, in the unit of the answers.</param>
/// <param name="Worst">The cell that uses most of what is allowed, or exceeds it most.</param>
/// <param name="GoldenPath">The file of golden rows.</param>
public sealed record GoldenResult(int RowCount, double LargestDifference, GoldenCell Worst, string GoldenPath)
{
    /// <summary>Whether every answer agrees with the trainer's.</summary>
    public bool Passed => Worst.Strain <= 1;

    /// <summary>Insists on <see cref="Passed"/>.</summary>
    /// <exception cref="IntegrityException">An answer differs by more than is allowed; names the worst.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new IntegrityException(
                $"{GoldenPath}: {Worst}. The model does not answer as it did in training; export the bundle again.");
    }
}

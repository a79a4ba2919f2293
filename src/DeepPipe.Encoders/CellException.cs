namespace DeepPipe.Encoders;

/// <summary>A cell cannot be encoded: bytes that are no image, a vector of another width.</summary>
/// <param name="cell">The cell's place in its column, from 0.</param>
/// <param name="problem">What is wrong with it, as the end of a sentence that names it: <c>is no image that can be read</c>.</param>
public sealed class CellException(int cell, string problem) : Exception($"Cell {cell + 1} {problem}.")
{
    /// <summary>The cell's place in its column, from 0.</summary>
    public int Cell { get; } = cell;

    /// <summary>What is wrong with it, as the end of a sentence that names it.</summary>
    public string Problem { get; } = problem;
}

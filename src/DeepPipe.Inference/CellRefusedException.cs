namespace DeepPipe.Inference;

/// <summary>A cell cannot be encoded for the model, such as bytes that are no image. Exit code 3.</summary>
/// <param name="row">The row, from 0.</param>
/// <param name="column">The column.</param>
/// <param name="problem">What is wrong, as the end of a sentence that names the cell.</param>
/// <param name="inner">What the encoder said.</param>
public sealed class CellRefusedException(int row, string column, string problem, Exception inner)
    : Exception($"Row {row + 1}: column \"{column}\" {problem}.", inner)
{
    /// <summary>The row among those that were to be scored, from 0.</summary>
    public int Row { get; } = row;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <summary>What is wrong, as the end of a sentence that names the cell.</summary>
    public string Problem { get; } = problem;
}

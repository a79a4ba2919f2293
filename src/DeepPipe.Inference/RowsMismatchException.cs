namespace DeepPipe.Inference;

/// <summary>Rows do not have the columns that a model's signature asks for. Exit code 3.</summary>
/// <param name="message">Whole sentences for the user: the column, what was found, what is expected.</param>
public sealed class RowsMismatchException(string message) : Exception(message);

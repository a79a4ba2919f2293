namespace DeepPipe.Features;

/// <summary>The target column does not hold what its task needs.</summary>
/// <param name="message">Whole sentences for the user: the column, what was found, the remedy.</param>
public sealed class TargetException(string message) : Exception(message);

namespace DeepPipe.Bundle;

/// <summary>There is no bundle at the path that was given. Exit code 2.</summary>
/// <param name="message">Whole sentences for the user that name the path and the remedy.</param>
public sealed class MissingBundleException(string message) : Exception(message);

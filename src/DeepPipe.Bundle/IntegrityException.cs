namespace DeepPipe.Bundle;

/// <summary>A bundle does not hold what it promises: a hash, its format, its signature or its golden rows. Exit code 5.</summary>
/// <param name="message">Whole sentences for the user that name the file or cell, what was found, and the remedy.</param>
/// <param name="cause">What showed it, where there is more to know.</param>
public sealed class IntegrityException(string message, Exception? cause = null) : Exception(message, cause);

namespace DeepPipe.Features;

/// <summary>The train rows do not allow the features that the config asks for.</summary>
/// <param name="message">Whole sentences for the user: the column, what was found, the remedy.</param>
/// <param name="inner">What led to it.</param>
public sealed class FeatureException(string message, Exception? inner = null) : Exception(message, inner);

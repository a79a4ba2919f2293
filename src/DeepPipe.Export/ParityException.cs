namespace DeepPipe.Export;

/// <summary>An exported model does not answer as its trainer does; nothing was written. The message names the worst cell.</summary>
/// <param name="message">The rows, the cell, and what to do.</param>
public sealed class ParityException(string message) : Exception(message);

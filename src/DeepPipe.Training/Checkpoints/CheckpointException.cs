namespace DeepPipe.Training;

/// <summary>A run cannot go on from its checkpoint; the message names the file, what is wrong with it, and the remedy.</summary>
public sealed class CheckpointException(string message) : Exception(message);

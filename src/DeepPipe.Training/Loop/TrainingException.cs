namespace DeepPipe.Training;

/// <summary>Training cannot go on; the message says where it stopped and what to try.</summary>
public sealed class TrainingException(string message) : Exception(message);

namespace DeepPipe.Inference;

/// <summary>The device that was asked for by name cannot be had here. Exit code 2.</summary>
/// <param name="message">Whole sentences for the user: the device, why not, and the remedy.</param>
public sealed class DeviceUnavailableException(string message) : Exception(message);

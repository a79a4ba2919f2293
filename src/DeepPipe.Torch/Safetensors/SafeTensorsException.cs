namespace DeepPipe.Torch;

/// <summary>A stream is not a whole safetensors file; the message says what is wrong with it.</summary>
public sealed class SafeTensorsException(string message) : Exception(message);

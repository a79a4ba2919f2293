namespace DeepPipe.Models;

/// <summary>A module of a network with weights of its own.</summary>
/// <param name="Name">Its path in the network, such as <c>layers.0</c>; empty for the network itself.</param>
/// <param name="Kind">Its class.</param>
/// <param name="OutputShape">Its output for two rows; the first dimension is the rows.</param>
/// <param name="ParameterCount">How many numbers it holds and learns, those of modules within it left out.</param>
public sealed record LayerSummary(string Name, string Kind, IReadOnlyList<long> OutputShape, long ParameterCount);

using DeepPipe.Evaluation;

namespace DeepPipe;

/// <summary>A run ended with a bundle that misses a gate.</summary>
/// <param name="gates">The gates that were missed.</param>
/// <param name="result">What the run came to all the same.</param>
public sealed class TrainGateException(GateException gates, TrainResult result) : Exception(gates.Message, gates)
{
    /// <summary>What the run came to all the same.</summary>
    public TrainResult Result { get; } = result;
}

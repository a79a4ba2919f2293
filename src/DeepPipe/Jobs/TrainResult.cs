using DeepPipe.Bundle;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>What a run came to.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Training">How training went.</param>
/// <param name="Scores">The scores of the held-out rows, such as <c>test.accuracy</c>.</param>
/// <param name="Report">The report of the held-out rows, with the naive baseline beside it.</param>
/// <param name="Parity">How near the exported model is to the trainer.</param>
public sealed record TrainResult(
    RunFolder Run, TrainingOutcome Training, IReadOnlyDictionary<string, double> Scores, string Report, ParityRecord Parity)
{
    /// <summary>What a user may want to do with the bundle first, as a command line.</summary>
    public required string Next { get; init; }
}

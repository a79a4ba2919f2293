using System.Text.Json;

namespace DeepPipe.Training;

/// <summary>How the run stands after its evaluations so far.</summary>
public sealed record Standing
{
    /// <summary>The epoch whose parameters are kept; 0 before the first evaluation.</summary>
    public int BestEpoch { get; init; }

    /// <summary>The score of that epoch that decided; NaN before the first evaluation.</summary>
    public double BestScore { get; init; } = double.NaN;

    /// <summary>All scores of that epoch.</summary>
    public IReadOnlyDictionary<string, double> BestScores { get; init; } = new Dictionary<string, double>();

    /// <summary>Epochs evaluated since.</summary>
    public int EpochsSinceBest { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, CursorJson.Default.Standing);

    /// <exception cref="JsonException">The text is not a standing.</exception>
    internal static Standing FromJson(string text) =>
        JsonSerializer.Deserialize(text, CursorJson.Default.Standing) ?? throw new JsonException("The standing is null.");
}

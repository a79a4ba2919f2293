using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepPipe;

/// <summary>How a run stands.</summary>
public enum RunOutcome
{
    /// <summary>It is under way, or was cut off.</summary>
    Running,

    /// <summary>Its bundle is written and proven.</summary>
    Completed,

    /// <summary>Its bundle is written and proven, and a gate was missed.</summary>
    GateFailed,
}

/// <summary>What run.json holds: what the run is made from, where it ran, how long it took, and how it ended.</summary>
public sealed record RunRecord
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>When the run was started.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>How it stands.</summary>
    public RunOutcome Outcome { get; init; }

    /// <summary>What the run is made from.</summary>
    public required Bundle.Lineage Lineage { get; init; }

    /// <summary>SHA-256 of fitted.json, 64 lower-case hexadecimal digits.</summary>
    public required string Fitted { get; init; }

    /// <summary>Seconds that training took, since the last start.</summary>
    public double? TrainingSeconds { get; init; }

    /// <summary>The epoch whose weights were exported, from 1.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public int? EpochCount { get; init; }

    /// <summary>The scores of the held-out rows, such as test.accuracy.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    internal string ToJson() => JsonSerializer.Serialize(this, JsonForm) + "\n";

    /// <exception cref="RunException">The file is not there, or is not such a record.</exception>
    internal static RunRecord FromJson(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), JsonForm) ?? throw new JsonException("The record is null.");
        }
        catch (Exception failure) when (failure is JsonException or FileNotFoundException)
        {
            throw new RunException($"{path} cannot be read: {failure.Message} Restore it from a copy, or train again.", failure);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepPipe.Training;

/// <summary>Where a run stands: with it, the parameters and the optimizer's state, a run goes on as if it had never stopped.</summary>
internal sealed record Cursor
{
    /// <summary>The epoch that is being run, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps of that epoch that are done.</summary>
    public required int Step { get; init; }

    /// <summary>Bytes of metrics.jsonl that belong to what is done.</summary>
    public required long JournalLength { get; init; }

    /// <summary>Whether the run has ended, by its last epoch or early.</summary>
    public bool IsFinished { get; init; }

    /// <summary>The best epoch so far, and the patience that is used up.</summary>
    public Standing Standing { get; init; } = new();

    /// <summary>What the run was begun with.</summary>
    public required RunIdentity Identity { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, CursorJson.Default.Cursor);

    /// <exception cref="JsonException">The text is not a cursor.</exception>
    public static Cursor FromJson(string text) =>
        JsonSerializer.Deserialize(text, CursorJson.Default.Cursor) ?? throw new JsonException("The cursor is null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Cursor))]
[JsonSerializable(typeof(Standing))]
internal sealed partial class CursorJson : JsonSerializerContext;

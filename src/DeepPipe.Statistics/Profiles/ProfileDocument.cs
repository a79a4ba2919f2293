using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepPipe.Statistics;

/// <summary>
/// What a bundle keeps of the training data's distribution, <c>profile.json</c>: against it drift is told, and from it synthetic rows are drawn.
/// It holds no value of a category that is rarer than a stated count.
/// </summary>
public sealed record ProfileDocument
{
    /// <summary>Values of a category that occur less often than this are folded, unless told otherwise.</summary>
    public const int DefaultRareBelow = 10;

    /// <summary>How many values of a category are kept at most; the less frequent ones are folded.</summary>
    public const int LargestValueCount = 1000;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,       // a column without values has the mean "NaN"
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>The number and integer columns, by name.</summary>
    public required IReadOnlyDictionary<string, NumberSummary> Numbers { get; init; }

    /// <summary>The category columns, by name.</summary>
    public required IReadOnlyDictionary<string, CategorySummary> Categories { get; init; }

    /// <summary>The document of a profile.</summary>
    /// <param name="profile">The profile of the training rows.</param>
    /// <param name="rareBelow">Values of a category that occur less often are folded; at least 1.</param>
    public static ProfileDocument Of(TableProfile profile, int rareBelow = DefaultRareBelow)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfLessThan(rareBelow, 1);
        return new()
        {
            RowCount = profile.RowCount,
            Numbers = profile.Numbers.ToDictionary(pair => pair.Key, pair => NumberSummary.Of(pair.Value)),
            Categories = profile.Categories.ToDictionary(pair => pair.Key, pair => CategorySummary.Of(pair.Value, rareBelow)),
        };
    }

    /// <summary>The document as JSON; numbers keep every bit.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not such a document; the message names the place.</exception>
    public static ProfileDocument FromJson(string json) =>
        JsonSerializer.Deserialize<ProfileDocument>(json, Options) ?? throw new JsonException("The profile is null.");
}

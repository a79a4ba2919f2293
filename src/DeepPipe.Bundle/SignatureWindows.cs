using System.Text.Json.Serialization;

namespace DeepPipe.Bundle;

/// <summary>That the rows of a table are the steps of series, and the model's inputs, vectors of numbers, the last steps of a column each.</summary>
/// <param name="LookBack">How many steps the model reads. At least 1.</param>
public sealed record SignatureWindows(int LookBack)
{
    /// <summary>The column of dates or numbers that must ascend within a series; null where the order of the rows is taken as it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SignatureColumn? Time { get; init; }

    /// <summary>The column that tells series apart; null where a table is one series.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Series { get; init; }

    /// <summary>Whether the last number of a series stands where a step has none; otherwise such a step is refused.</summary>
    public bool CarriesForward { get; init; }
}

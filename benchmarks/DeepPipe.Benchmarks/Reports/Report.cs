using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepPipe.Benchmarks;

/// <summary>What a subject came to.</summary>
/// <param name="Subject">The name of its files.</param>
/// <param name="Title">What was asked.</param>
/// <param name="Procedure">What was run, a sentence or two an entry.</param>
/// <param name="Measurements">What came of it.</param>
/// <param name="Notes">What one must know to read it.</param>
internal sealed record Report(
    string Subject,
    string Title,
    IReadOnlyList<string> Procedure,
    IReadOnlyList<Measurement> Measurements,
    IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Writes SUBJECT.md and SUBJECT.json.</summary>
    public void Write(string folder, Machine machine)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{Subject}.md"), MarkdownReport.Of(this, machine));
        File.WriteAllText(
            Path.Combine(folder, $"{Subject}.json"), JsonSerializer.Serialize(new { Report = this, Machine = machine }, JsonForm) + "\n");
    }
}

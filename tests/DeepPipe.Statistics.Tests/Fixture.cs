using System.Text.Json;

namespace DeepPipe.Statistics.Tests;

/// <summary>Reads what scripts/fixtures/metrics.py wrote.</summary>
internal static class Fixture
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<T> Read<T>(string name)
    {
        using var stream = typeof(Fixture).Assembly.GetManifestResourceStream($"DeepPipe.Statistics.Tests.Fixtures.{name}")!;
        return JsonSerializer.Deserialize<List<T>>(stream, Options)!;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepPipe.Features.Tests;

/// <summary>What scikit-learn's scalers make of a column; written by scripts/fixtures/transforms.py.</summary>
internal sealed record SklearnFixture(
    [property: JsonPropertyName("train")] double[] Train,
    [property: JsonPropertyName("values")] double[] Values,
    [property: JsonPropertyName("standard")] double[] Standard,
    [property: JsonPropertyName("min_max")] double[] MinMax,
    [property: JsonPropertyName("robust")] double[] Robust,
    [property: JsonPropertyName("quantile")] double[] Quantile,
    [property: JsonPropertyName("quantile_uniform")] double[] QuantileUniform,
    [property: JsonPropertyName("log")] double[] Log,
    [property: JsonPropertyName("bins_quantile")] double[] QuantileBins,
    [property: JsonPropertyName("bins_uniform")] double[] UniformBins,
    [property: JsonPropertyName("power")] double[]? Power)
{
    public static readonly IReadOnlyDictionary<string, SklearnFixture> Columns = Read();

    public double[] Expected(NumberScale scale) => scale switch
    {
        NumberScale.Standard => Standard,
        NumberScale.MinMax => MinMax,
        NumberScale.Robust => Robust,
        NumberScale.Quantile => Quantile,
        NumberScale.QuantileUniform => QuantileUniform,
        NumberScale.Log => Log,
        NumberScale.Power => Power!,
        _ => Values,
    };

    private static Dictionary<string, SklearnFixture> Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "transforms.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("columns").Deserialize<Dictionary<string, SklearnFixture>>()!;
    }
}

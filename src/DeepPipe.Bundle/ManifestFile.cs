using System.Text.Json;
using System.Text.Json.Serialization;
using DeepPipe.Statistics;

namespace DeepPipe.Bundle;

/// <summary>Manifests as JSON: snake_case keys, unknown keys ignored, unknown formats refused.</summary>
internal static class ManifestFile
{
    public const string Name = "manifest.json";

    public static void Write(string path, Manifest manifest) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest));

    /// <exception cref="IntegrityException">It is no manifest, or of a format that this version does not read.</exception>
    public static Manifest Read(string path)
    {
        var json = File.ReadAllBytes(path);
        Expect(path, FormatOf(path, json));
        var manifest = Parse(path, json);
        var problem = manifest.Problems().FirstOrDefault();
        return problem is null
            ? manifest
            : throw new IntegrityException($"{path}: {problem}. Export the bundle again.");
    }

    private static void Expect(string path, int? format)
    {
        if (format == Manifest.CurrentFormat)
            return;
        throw new IntegrityException(
            $"{path}: format is {(format is null ? "not given" : format)}. This version reads format {Manifest.CurrentFormat}. "
            + "Open the bundle with the version that wrote it, or export it again.");
    }

    private static int? FormatOf(string path, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("format", out var format)
                && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var number) ? number : null;
        }
        catch (JsonException exception)
        {
            throw Malformed(path, exception);
        }
    }

    private static Manifest Parse(string path, byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest)!;
        }
        catch (JsonException exception)
        {
            throw Malformed(path, exception);
        }
    }

    private static IntegrityException Malformed(string path, JsonException exception) => new(
        $"{path}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: this is no manifest of a bundle"
        + (exception.Path is null or "$" ? "" : $"; see {exception.Path.TrimStart('$', '.')}")
        + ". Restore the file from a copy, or export the bundle again.", exception);
}

/// <summary>How manifests are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(ColumnTypeName)])]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

/// <summary>Column types by their snake_case names.</summary>
internal sealed class ColumnTypeName()
    : JsonStringEnumConverter<ColumnType>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

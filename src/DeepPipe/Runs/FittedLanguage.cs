using System.Text.Json;
using DeepPipe.Encoders;

namespace DeepPipe;

/// <summary>All that was fitted on the train text.</summary>
/// <param name="Encoding">How text becomes tokens; its length is how many of them the model sees.</param>
/// <param name="TokenCount">How many tokens the train text has.</param>
/// <param name="Entropy">What a model that knows only how often each token comes loses on the validation text, in nats a token.</param>
internal sealed record FittedLanguage(TokenEncoding Encoding, long TokenCount, double Entropy)
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal string ToJson() => JsonSerializer.Serialize(this, JsonForm);

    /// <exception cref="RunException">The file is not there, or was altered.</exception>
    internal static FittedLanguage FromJson(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FittedLanguage>(File.ReadAllText(path), JsonForm)!;
        }
        catch (Exception failure) when (failure is JsonException or FileNotFoundException)
        {
            throw new RunException($"{path} cannot be read: {failure.Message} Restore it from a copy, or train again.", failure);
        }
    }
}

using System.Text.Json;

namespace DeepPipe.Encoders;

/// <summary>Reads <c>vocab.json</c> and <c>merges.txt</c>.</summary>
internal static class BytePairFiles
{
    public static BytePairTokeniser Read(Stream vocabulary, Stream merges)
    {
        var tokeniser = new BytePairTokeniser(Tokens(vocabulary), Merges(merges));
        return tokeniser.Problem() is { } problem ? throw new InvalidDataException($"The vocabulary does not hold: {problem}.") : tokeniser;
    }

    private static string[] Tokens(Stream vocabulary)
    {
        Dictionary<string, int> ids;
        try
        {
            ids = JsonSerializer.Deserialize<Dictionary<string, int>>(vocabulary) ?? [];
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException(
                $"Line {failure.LineNumber + 1} of the vocabulary: this is no JSON object from tokens to whole numbers.", failure);
        }
        var tokens = new string[ids.Count];
        foreach (var (token, id) in ids)
        {
            if (id < 0 || id >= tokens.Length || tokens[id] is not null)
                throw new InvalidDataException(
                    $"The vocabulary has {tokens.Length} tokens, whose numbers must be 0 to {tokens.Length - 1}; that of \"{token}\" is {id}, "
                    + (id >= 0 && id < tokens.Length ? $"as that of \"{tokens[id]}\"." : "which is not among them."));
            tokens[id] = token;
        }
        return tokens;
    }

    private static List<string> Merges(Stream merges)
    {
        using var reader = new StreamReader(merges, leaveOpen: true);
        var pairs = new List<string>();
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0 || line == 1 && text.StartsWith("#version", StringComparison.Ordinal))
                continue;
            pairs.Add(text);
        }
        return pairs;
    }
}

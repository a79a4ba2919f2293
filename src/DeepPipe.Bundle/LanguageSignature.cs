using DeepPipe.Encoders;

namespace DeepPipe.Bundle;

/// <summary>
/// What a language model reads and says. Its graph goes on from tokens whose keys and values are known: inputs <c>tokens</c>, int64
/// [rows, new], and <c>past</c>, float32 [layers, 2, rows, heads, known, head width]; outputs <c>logits</c> of the token after the last, float32
/// [rows, vocabulary], and <c>present</c>, the past of the next step.
/// </summary>
/// <param name="Encoding">How text becomes tokens; its length is how many tokens the model sees at most.</param>
/// <param name="Layers">How many layers keep keys and values.</param>
/// <param name="Heads">How many heads each has.</param>
/// <param name="HeadWidth">The width of a head's keys and values.</param>
public sealed record LanguageSignature(TokenEncoding Encoding, int Layers, int Heads, int HeadWidth)
{
    /// <summary>What is wrong with it, as "key: what is wrong"; empty when it holds.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Encoding.Problem() is { } problem)
            yield return $"language.encoding: {problem}";
        foreach (var (key, size) in new[] { ("layers", Layers), ("heads", Heads), ("head_width", HeadWidth) })
            if (size < 1)
                yield return $"language.{key}: {size} is less than 1";
    }
}

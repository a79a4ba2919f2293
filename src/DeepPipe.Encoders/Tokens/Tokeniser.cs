using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>What the tokens of a text are, and which of them have a code. It holds all that it needs, and is written as JSON.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CharacterTokeniser), "character")]
[JsonDerivedType(typeof(ByteTokeniser), "byte")]
[JsonDerivedType(typeof(WordTokeniser), "word")]
[JsonDerivedType(typeof(BytePairTokeniser), "byte_pair")]
public abstract record Tokeniser
{
    /// <summary>How many codes there are, <see cref="Codes.Padding"/> and <see cref="Codes.Unseen"/> among them.</summary>
    [JsonIgnore]
    public abstract int Size { get; }

    /// <summary>What is wrong with it, in words without a full stop; null where it holds.</summary>
    public abstract string? Problem();

    internal abstract ITokens Open();
}

/// <summary>The tables of a tokeniser. Any number of threads may read them at once.</summary>
internal interface ITokens
{
    /// <summary>How many codes there are.</summary>
    int Size { get; }

    /// <summary>What stands between two tokens in a text; empty where tokens are all that it has.</summary>
    string Separator => "";

    /// <summary>Adds a text's codes, and may stop when there are <paramref name="enough"/>. The text has no lone surrogates.</summary>
    void Encode(string text, List<int> codes, int enough);

    /// <summary>The bytes of a vocabulary's token, a part of UTF-8.</summary>
    ReadOnlySpan<byte> Utf8(int code);
}

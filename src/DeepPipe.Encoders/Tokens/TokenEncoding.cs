using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>
/// A text to the codes of its tokens, int64 [<see cref="Length"/>]. What is longer loses the end that <see cref="Cut"/> names; behind
/// what is shorter stands <see cref="Codes.Padding"/>, which is also all that a missing text has.
/// </summary>
/// <param name="Tokeniser">What tokens are, and which of them have a code.</param>
/// <param name="Length">How many tokens a block has room for. At least 1.</param>
public sealed record TokenEncoding(Tokeniser Tokeniser, int Length) : CellEncoding
{
    /// <summary>Whether texts are lower-cased first, by Unicode's simple mapping and no culture's.</summary>
    /// <value>Default false.</value>
    public bool LowerCase { get; init; }

    /// <summary>Which end a text loses that has more tokens than there is room for.</summary>
    /// <value>Default the end.</value>
    public TextCut Cut { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override BlockElement Element => BlockElement.Int64;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> Shape => [Length];

    /// <summary>How many codes there are, <see cref="Codes.Padding"/> and <see cref="Codes.Unseen"/> among them.</summary>
    [JsonIgnore]
    public int Size => Tokeniser.Size;

    /// <inheritdoc/>
    public override string? Problem() => Length < 1 ? $"the length is {Length}" : Tokeniser.Problem();

    /// <summary>Makes what gives texts' codes unpadded and uncut, and turns codes into text.</summary>
    /// <exception cref="InvalidOperationException">There is a <see cref="Problem"/>.</exception>
    public TextCodec OpenCodec()
    {
        RefuseProblem();
        return new TextCodec(Tokeniser.Open(), LowerCase);
    }

    private protected override ICellEncoder Build() => new TokenEncoder(this, new TextCodec(Tokeniser.Open(), LowerCase));
}

/// <summary>Which end of a text is cut off.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextCut>))]
public enum TextCut
{
    /// <summary>Its first tokens stay.</summary>
    [JsonStringEnumMemberName("end")]
    End,

    /// <summary>Its last tokens stay.</summary>
    [JsonStringEnumMemberName("start")]
    Start,
}

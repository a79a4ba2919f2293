using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>
/// A set or bag of values: a text of members with a separator between them, to their codes, int64 [<see cref="Length"/>]. Blanks
/// around a member are dropped, empty members left out; members beyond the length are not seen.
/// </summary>
/// <param name="Vocabulary">The members that have a code of their own, in the order of their codes, which begin with <see cref="Codes.First"/>.</param>
/// <param name="Separator">What stands between members; at least one character.</param>
/// <param name="Length">How many members a block has room for. At least 1.</param>
public sealed record SetEncoding(IReadOnlyList<string> Vocabulary, string Separator, int Length) : CellEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override BlockElement Element => BlockElement.Int64;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> Shape => [Length];

    /// <summary>How many codes there are.</summary>
    [JsonIgnore]
    public int Size => Codes.First + Vocabulary.Count;

    /// <inheritdoc/>
    public override string? Problem() => Separator.Length == 0 ? "the separator is empty"
        : Length < 1 ? $"the length is {Length}"
        : Vocabulary.Distinct(StringComparer.Ordinal).Count() < Vocabulary.Count ? "a member stands in the vocabulary twice"
        : null;

    /// <summary>The members of a text, in their order.</summary>
    public static IEnumerable<string> Members(string text, string separator) =>
        text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private protected override ICellEncoder Build() => new SetEncoder(this);
}

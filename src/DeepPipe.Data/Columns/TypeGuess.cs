using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>
/// The type of a text column, from all of its values: boolean where each is <c>true</c> or <c>false</c>, integer or number
/// where each reads as one, else category. Digits behind a leading zero (<c>001</c>) and whole numbers beyond 2^53 - 1
/// are names, not numbers. A column without a value is a category.
/// </summary>
internal sealed class TypeGuess(MissingWords missing)
{
    private bool hasValue;
    private bool canBeBoolean = true;
    private bool canBeNumber = true;
    private bool canBeInteger = true;

    public ColumnConfig Config => (hasValue, canBeBoolean, canBeNumber, canBeInteger) switch
    {
        (true, true, _, _) => new BooleanColumnConfig(),
        (true, _, true, true) => new IntegerColumnConfig(),
        (true, _, true, _) => new NumberColumnConfig(),
        _ => new CategoryColumnConfig(),
    };

    public void Observe(StringArray texts)
    {
        var bytes = texts.Values;
        var offsets = texts.ValueOffsets;
        for (var row = 0; (canBeNumber || canBeBoolean) && row < texts.Length; row++)
        {
            var text = bytes[offsets[row]..offsets[row + 1]];
            if (!texts.IsNull(row) && !missing.IsMissing(text))
                Observe(text);
        }
    }

    private void Observe(ReadOnlySpan<byte> text)
    {
        hasValue = true;
        canBeBoolean = canBeBoolean && (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8));
        if (!canBeNumber)
            return;
        var trimmed = NumberText.Trim(text);
        if (missing.IsMissing(trimmed))
            return;
        var kind = NumberText.Parse(trimmed, out var value);
        var digits = trimmed[0] is (byte)'+' or (byte)'-' ? trimmed[1..] : trimmed;
        var isWhole = !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        var isName = digits is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..] || (isWhole && !NumberText.IsWhole(value));
        canBeNumber = kind != NumberKind.Text && !isName;
        canBeInteger = canBeInteger && canBeNumber && (isWhole || kind == NumberKind.Missing);
    }
}

using System.Text;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>
/// The type of a text column, from all of its values: boolean where each is <c>true</c> or <c>false</c>, integer or number
/// where each reads as one, datetime where each is a date or a time of ISO 8601, else category. Digits behind a leading zero (<c>001</c>) and whole numbers beyond 2^53 - 1
/// are names, not numbers. A column without a value is a category.
/// </summary>
internal sealed class TypeGuess(MissingWords missing)
{
    private bool hasValue;
    private bool canBeBoolean = true;
    private bool canBeInteger = true;
    private bool? isTime;           // null before the first value
    private long numberCount;
    private long otherCount;
    private (string Path, long Row, string Text, bool IsName) firstOther;

    public ColumnConfig Config => (hasValue, canBeBoolean, otherCount, canBeInteger) switch
    {
        (true, true, _, _) => new BooleanColumnConfig(),
        _ when isTime == true => new DateTimeColumnConfig(),
        (true, _, 0, true) => new IntegerColumnConfig(),
        (true, _, 0, _) => new NumberColumnConfig(),
        _ => new CategoryColumnConfig(),
    };

    /// <summary>What made a category of a column of numbers; null where it is none, or numbers are not nearly all of its values.</summary>
    public StrayText? Stray(string column) => otherCount > 0 && numberCount >= StrayText.LeastNumbersPerStray * otherCount
        ? new(column, firstOther.Path, firstOther.Row, firstOther.Text, firstOther.IsName, numberCount, otherCount)
        : null;

    /// <summary>Takes the next cells.</summary>
    /// <param name="texts">The cells.</param>
    /// <param name="path">Their file.</param>
    /// <param name="firstRow">The data row of the first, in its file.</param>
    public void Observe(StringArray texts, string path, long firstRow)
    {
        var bytes = texts.Values;
        var offsets = texts.ValueOffsets;
        for (var row = 0; row < texts.Length; row++)
        {
            var text = bytes[offsets[row]..offsets[row + 1]];
            if (texts.IsNull(row) || missing.IsMissing(text) || !IsOther(text, out var isName))
                continue;
            if (otherCount++ == 0)
                firstOther = (path, firstRow + row, Encoding.UTF8.GetString(text), isName);
        }
    }

    // Whether the text is no number; it may still be digits, as a name.
    private bool IsOther(ReadOnlySpan<byte> text, out bool isName)
    {
        hasValue = true;
        isName = false;
        canBeBoolean = canBeBoolean && (text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8));
        var trimmed = NumberText.Trim(text);
        if (missing.IsMissing(trimmed))
            return false;
        isTime = isTime != false && IsoTime.TryParse(trimmed, out _, out _);
        var kind = NumberText.Parse(trimmed, out var value);
        if (kind == NumberKind.Text)
            return true;
        var digits = trimmed[0] is (byte)'+' or (byte)'-' ? trimmed[1..] : trimmed;
        var isWhole = !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        isName = digits is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..] || (isWhole && !NumberText.IsWhole(value));
        canBeInteger = canBeInteger && (isWhole || kind == NumberKind.Missing);
        if (!isName)
            numberCount++;
        return isName;
    }
}

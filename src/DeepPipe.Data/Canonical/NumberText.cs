using System.Buffers.Text;

namespace DeepPipe.Data;

/// <summary>What a text is as a number.</summary>
internal enum NumberKind
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>Nothing: empty, blank, or NaN in any letter case.</summary>
    Missing,

    /// <summary>An infinity, written as one or by digits too large for a double.</summary>
    Infinite,

    /// <summary>Something else.</summary>
    Text,
}

/// <summary>The one parser of numbers: UTF-8, culture-invariant, the whole text, blanks around it allowed.</summary>
internal static class NumberText
{
    /// <summary>The largest magnitude at which a whole number and its double cannot be mistaken for another: 2^53 - 1.</summary>
    public const double LargestWhole = 9_007_199_254_740_991;

    public static NumberKind Parse(ReadOnlySpan<byte> text, out double value)
    {
        var trimmed = Trim(text);
        value = double.NaN;
        if (trimmed.IsEmpty)
            return NumberKind.Missing;
        if (!Utf8Parser.TryParse(trimmed, out double parsed, out var consumed) || consumed != trimmed.Length)
            return IsInfinity(trimmed) ? NumberKind.Infinite : NumberKind.Text;
        if (double.IsNaN(parsed))
            return NumberKind.Missing;
        if (double.IsInfinity(parsed))
            return NumberKind.Infinite;
        value = parsed;
        return NumberKind.Number;
    }

    /// <summary>The text without the blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    /// <summary>Whether a number is whole and its double exact.</summary>
    public static bool IsWhole(double value) => Math.Abs(value) <= LargestWhole && value == Math.Truncate(value);

    private static bool IsInfinity(ReadOnlySpan<byte> text)
    {
        var word = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        return System.Text.Ascii.EqualsIgnoreCase(word, "inf"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "infinity"u8);
    }
}

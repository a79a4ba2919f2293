using System.Globalization;
using System.Text;

namespace DeepPipe.Encoders;

/// <summary>Where the words and punctuation marks of a text stand.</summary>
internal static class WordBounds
{
    public static IEnumerable<Range> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && Rune.GetRuneAt(text, end) is var letter && IsWord(letter))
                end += letter.Utf16SequenceLength;
            if (end > start)
            {
                yield return start..end;
                start = end;
                continue;
            }
            var mark = Rune.GetRuneAt(text, start);
            if (IsMark(mark))
                yield return start..(start + mark.Utf16SequenceLength);
            start += mark.Utf16SequenceLength;
        }
    }

    private static bool IsWord(Rune character) => Rune.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsMark(Rune character) => !Rune.IsWhiteSpace(character)
        && Rune.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}

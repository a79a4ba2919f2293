namespace DeepPipe.Configuration;

/// <summary>The allowed word nearest to one that is not allowed.</summary>
public static class Nearest
{
    /// <summary>
    /// The word that few edits (insert, delete, replace, swap of neighbours; letter case is free) turn
    /// <paramref name="found"/> into, or null where none is near: at most a third of the longer word, at least one edit of a word of
    /// three letters. Of equally near words, the first.
    /// </summary>
    public static string? Word(string found, IEnumerable<string> allowed)
    {
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var word in allowed)
        {
            var edits = Edits(found.ToLowerInvariant(), word.ToLowerInvariant());
            if (edits < least && edits <= Math.Max(found.Length, word.Length) / 3)
                (nearest, least) = (word, edits);
        }
        return nearest;
    }

    /// <summary>The sentence <c>Did you mean "word"?</c>, or null where no word is near.</summary>
    public static string? Hint(string found, IEnumerable<string> allowed) =>
        Word(found, allowed) is { } word ? $"Did you mean \"{word}\"?" : null;

    // Damerau-Levenshtein in its restricted form (optimal string alignment), three rows at a time.
    private static int Edits(string from, string to)
    {
        var before = new int[to.Length + 1];
        var above = new int[to.Length + 1];
        var row = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
            above[column] = column;
        for (var line = 1; line <= from.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= to.Length; column++)
            {
                var replaced = above[column - 1] + (from[line - 1] == to[column - 1] ? 0 : 1);
                row[column] = Math.Min(replaced, 1 + Math.Min(above[column], row[column - 1]));
                if (line > 1 && column > 1 && from[line - 1] == to[column - 2] && from[line - 2] == to[column - 1])
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
            }
            (before, above, row) = (above, row, before);
        }
        return above[to.Length];
    }
}

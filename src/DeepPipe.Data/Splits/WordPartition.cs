using Apache.Arrow;
using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>The part is a word in a column.</summary>
internal sealed class WordPartition(ColumnSplitConfig split) : IPartition
{
    private readonly string[] words = [split.Train, split.Validation, split.Test];       // in the order of Part
    private readonly byte[][] utf8 =
        [.. new[] { split.Train, split.Validation, split.Test }.Select(System.Text.Encoding.UTF8.GetBytes)];
    private readonly List<Part> parts = [];

    public string? Column => split.Column;

    public void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad)
    {
        for (var row = 0; row < rowCount; row++)
        {
            var index = cells!.IsNull(row) ? -1 : Find(cells.GetBytes(row));
            if (index < 0)
                AddBad(cells.GetString(row), firstRow + row, bad);
            parts.Add((Part)Math.Max(index, 0));
        }
    }

    public Part[] Assign(ulong seed) => [.. parts];

    private int Find(ReadOnlySpan<byte> word)
    {
        for (var index = 0; index < utf8.Length; index++)
        {
            if (word.SequenceEqual(utf8[index]))
                return index;
        }
        return -1;
    }

    private void AddBad(string? word, long row, BadCells bad)
    {
        var hint = word is not null && Nearest.Hint(word, words) is { } nearest ? $" {nearest}" : "";
        var found = word is null ? "empty" : Quoted.Text(word);
        bad.Add(row, split.Column, CellFault.Part, found, $"Allowed by data.split: {Quoted.List(words)}.{hint}");
    }
}

using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>The part is drawn within the rows of one value.</summary>
internal sealed class StratifiedPartition(StratifiedSplitConfig split) : IPartition
{
    private const int MostStrata = 10_000;
    private readonly List<int> strata = [];
    private readonly List<string> names = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public string? Column => split.By;

    public void Observe(Part? filePart, int rowCount, StringArray? cells, long firstRow, BadCells bad)
    {
        for (var row = 0; row < rowCount; row++)
            strata.Add(Place(cells!.GetString(row) ?? ""));
    }

    public Part[] Assign(ulong seed) => DrawnParts.Stratified(strata, names, split, seed);

    private int Place(string name)
    {
        if (places.TryGetValue(name, out var place))
            return place;
        if (names.Count == MostStrata)
            throw new DataException($"data.split: column \"{split.By}\" has more than {MostStrata} values, " +
                "too many to stratify by. Name a column of few values, or split at random.");
        names.Add(name);
        places.Add(name, names.Count - 1);
        return names.Count - 1;
    }
}

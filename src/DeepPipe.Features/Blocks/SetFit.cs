using System.Runtime.InteropServices;
using Apache.Arrow;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>The members that are in enough train rows, and how many a row has at most.</summary>
internal sealed class SetFit(InputColumn column, SetFeatureConfig config) : IBlockFit
{
    private readonly Dictionary<string, int> rowCounts = new(StringComparer.Ordinal);
    private int longest;

    /// <inheritdoc/>
    public void Observe(IArrowArray cells, int index)
    {
        if (((StringArray)cells).GetString(index) is not { } text)
            return;
        var members = SetEncoding.Members(text, column.Separator).ToList();
        longest = Math.Max(longest, members.Count);
        foreach (var member in members.Distinct(StringComparer.Ordinal))
            CollectionsMarshal.GetValueRefOrAddDefault(rowCounts, member, out _)++;
    }

    /// <inheritdoc/>
    public string? ReasonToDrop() => rowCounts.Count == 0 ? "it is missing in all train rows"
        : Vocabulary().Any() ? null
        : $"none of its members is found in {config.RareBelow} train rows (rare_below)";

    /// <inheritdoc/>
    public BlockFeature Feature() =>
        new(column.Name, column.Type, new SetEncoding([.. Vocabulary()], column.Separator, Math.Min(longest, config.Length)));

    private IEnumerable<string> Vocabulary() => rowCounts.Where(pair => pair.Value >= config.RareBelow)
        .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key);
}

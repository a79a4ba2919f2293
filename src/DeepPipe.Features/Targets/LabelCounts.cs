using System.Runtime.InteropServices;
using Apache.Arrow;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>How many train rows have each label of a column of sets.</summary>
/// <param name="separator">What stands between members.</param>
public sealed class LabelCounts(string separator)
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>What stands between members.</summary>
    public string Separator => separator;

    /// <summary>How many train rows were seen, with a set or without.</summary>
    public long RowCount { get; private set; }

    /// <summary>How many of them have no member.</summary>
    public long Missing { get; private set; }

    /// <summary>The labels in ordinal order, with the rows that have each.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Labels => [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>Takes the next cells, in canonical form.</summary>
    /// <param name="cells">Texts.</param>
    /// <param name="isTrain">Which are those of train rows; the others are not looked at.</param>
    public void Observe(IArrowArray cells, ReadOnlySpan<bool> isTrain)
    {
        for (var row = 0; row < cells.Length; row++)
        {
            if (!isTrain[row])
                continue;
            RowCount++;
            if (CanonicalColumn.TextAt(cells, row) is not { } text)
                Missing++;
            else
                foreach (var member in SetEncoding.Members(text, separator).Distinct(StringComparer.Ordinal))
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, member, out _)++;
        }
    }
}

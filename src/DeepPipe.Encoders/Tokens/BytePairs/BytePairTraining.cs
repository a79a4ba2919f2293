using System.Runtime.InteropServices;
using System.Text;

namespace DeepPipe.Encoders;

/// <summary>
/// Finds merges: of all pairs of tokens that stand side by side in a piece the most frequent is joined, everywhere, and so on; of
/// equally frequent ones that whose first token is older, then that whose second is. The order of the pieces changes nothing.
/// </summary>
internal sealed class BytePairTraining
{
    private readonly List<string> tokens = [.. Enumerable.Range(0, 256).Select(one => ByteLetters.Of((byte)one))];
    private readonly Dictionary<string, int> ids;
    private readonly List<string> merges = [];
    private readonly HashSet<Pair> merged = [];
    private readonly List<(int[] Symbols, long Count)> pieces = [];
    private readonly Dictionary<Pair, long> counts = [];
    private readonly Dictionary<Pair, List<int>> places = [];      // pieces that have, or had, the pair
    private readonly PriorityQueue<Pair, (long NegativeCount, Pair Pair)> queue = new();

    private BytePairTraining() => ids = tokens.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);

    /// <param name="pieces">How often each piece stands in the texts.</param>
    /// <param name="leastCount">How often a pair must stand in them to be joined. At least 1.</param>
    /// <param name="largestCount">How many tokens there may be, the 256 bytes among them.</param>
    public static BytePairTokeniser Run(IEnumerable<KeyValuePair<string, long>> pieces, long leastCount, int largestCount)
    {
        var training = new BytePairTraining();
        foreach (var (piece, count) in pieces)
            training.Add(Encoding.UTF8.GetBytes(piece), count);
        foreach (var (pair, count) in training.counts)
            training.queue.Enqueue(pair, (-count, pair));
        training.Merge(leastCount, largestCount);
        return new BytePairTokeniser(training.tokens, training.merges);
    }

    private void Add(byte[] bytes, long count)
    {
        var symbols = Array.ConvertAll(bytes, one => (int)one);
        pieces.Add((symbols, count));
        for (var place = 1; place < symbols.Length; place++)
            Count(new Pair(symbols[place - 1], symbols[place]), pieces.Count - 1, count);
    }

    private void Merge(long leastCount, int largestCount)
    {
        while (tokens.Count < largestCount && queue.TryDequeue(out var pair, out var priority))
        {
            var count = counts.GetValueOrDefault(pair);
            if (count < leastCount)
                continue;
            // A count that fell while the pair waited is put right when its turn comes.
            if (count == -priority.NegativeCount)
                Merge(pair);
            else
                queue.Enqueue(pair, (-count, pair));
        }
    }

    private void Merge(Pair pair)
    {
        var joined = Join(pair);
        var raised = new HashSet<Pair>();
        foreach (var index in places[pair])
        {
            var (symbols, count) = pieces[index];
            if (Joined(symbols, pair, joined) is not { } shorter)
                continue;
            pieces[index] = (shorter, count);
            for (var place = 1; place < symbols.Length; place++)
                counts[new Pair(symbols[place - 1], symbols[place])] -= count;
            for (var place = 1; place < shorter.Length; place++)
            {
                var one = new Pair(shorter[place - 1], shorter[place]);
                if (one.Left != joined && one.Right != joined)
                    counts[one] += count;
                else
                {
                    Count(one, index, count);
                    raised.Add(one);
                }
            }
        }
        places.Remove(pair);
        foreach (var one in raised)
            queue.Enqueue(one, (-counts[one], one));
    }

    /// <summary>The token of a pair. Two pairs may make the same one, and a pair may come again when another made one of its tokens.</summary>
    private int Join(Pair pair)
    {
        var (left, right) = (tokens[pair.Left], tokens[pair.Right]);
        if (merged.Add(pair))
            merges.Add($"{left} {right}");
        if (ids.TryAdd(left + right, tokens.Count))
            tokens.Add(left + right);
        return ids[left + right];
    }

    private void Count(Pair pair, int piece, long count)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, pair, out _) += count;
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, pair, out _);
        list ??= [];
        if (list.Count == 0 || list[^1] != piece)
            list.Add(piece);
    }

    private static int[]? Joined(int[] symbols, Pair pair, int joined)
    {
        var shorter = new int[symbols.Length];
        var length = 0;
        for (var place = 0; place < symbols.Length; place++)
        {
            var isPair = place + 1 < symbols.Length && symbols[place] == pair.Left && symbols[place + 1] == pair.Right;
            shorter[length++] = isPair ? joined : symbols[place];
            if (isPair)
                place++;
        }
        return length == symbols.Length ? null : shorter[..length];
    }

    private readonly record struct Pair(int Left, int Right) : IComparable<Pair>
    {
        public int CompareTo(Pair other) => Left != other.Left ? Left.CompareTo(other.Left) : Right.CompareTo(other.Right);
    }
}

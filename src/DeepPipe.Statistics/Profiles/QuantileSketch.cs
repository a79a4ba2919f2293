namespace DeepPipe.Statistics;

/// <summary>
/// A sample of any number of values in bounded memory, from which ranks can be told with a known error.
/// When a buffer is full it is sorted and every second value goes on with twice the weight, as in
/// Manku, Rajagopalan, Lindsay: Approximate Medians and other Quantiles in One Pass (1998) and
/// Karnin, Lang, Liberty: Optimal Quantile Approximation in Streams (2016); which half is kept is not drawn by lot,
/// but is the one that balances the error so far. So the sketch is deterministic, and its error is a bound, not a probability.
/// </summary>
internal sealed class QuantileSketch
{
    /// <summary>
    /// Values that are kept before half of them are dropped. With 8192 the rank error is at most 0.0006 at a million values,
    /// 0.0012 at a billion, in less than 0.7 MB.
    /// </summary>
    public const int BufferSize = 8192;

    private const int RunSize = BufferSize / 2;

    private readonly double[] buffer = new double[BufferSize];      // weight 1, not sorted
    private readonly List<double[]?> runs = [];                     // run i: sorted, each value stands for 2^(i+1)
    private readonly Stack<double[]> spare = [];
    private int bufferCount;
    private long tooHigh;               // the most by which a rank can be told too high
    private long tooLow;

    public long Count { get; private set; }

    /// <summary>The most by which any rank told by the sketch is off, in values.</summary>
    public long RankErrorCount => Math.Max(tooHigh, tooLow);

    public void Add(ReadOnlySpan<double> values)
    {
        Count += values.Length;
        while (!values.IsEmpty)
        {
            var taken = Math.Min(values.Length, BufferSize - bufferCount);
            values[..taken].CopyTo(buffer.AsSpan(bufferCount));
            bufferCount += taken;
            values = values[taken..];
            if (bufferCount == BufferSize)
                EmptyBuffer();
        }
    }

    public void Merge(QuantileSketch other)
    {
        Add(other.buffer.AsSpan(0, other.bufferCount));
        for (var level = 0; level < other.runs.Count; level++)
        {
            if (other.runs[level] is not { } run)
                continue;
            var copy = NewRun();
            run.CopyTo(copy, 0);
            Promote(copy, level);
        }
        Count += other.Count - other.bufferCount;
        tooHigh += other.tooHigh;
        tooLow += other.tooLow;
    }

    /// <summary>The sample with a few more values, each with its weight, ascending.</summary>
    public WeightedValues Sample(ReadOnlySpan<double> more)
    {
        var size = bufferCount + more.Length + runs.Count(run => run is not null) * RunSize;
        var (values, weights) = (new double[size], new long[size]);
        buffer.AsSpan(0, bufferCount).CopyTo(values);
        more.CopyTo(values.AsSpan(bufferCount));
        var filled = bufferCount + more.Length;
        weights.AsSpan(0, filled).Fill(1);
        for (var level = 0; level < runs.Count; level++)
        {
            if (runs[level] is not { } run)
                continue;
            run.CopyTo(values, filled);
            weights.AsSpan(filled, RunSize).Fill(2L << level);
            filled += RunSize;
        }
        return WeightedValues.Sorted(values, weights);
    }

    private void EmptyBuffer()
    {
        RadixSort.Sort(buffer);
        var run = NewRun();
        for (int index = 0, from = KeepFirstOfPair(1) ? 0 : 1; index < RunSize; index++, from += 2)
            run[index] = buffer[from];
        bufferCount = 0;
        Promote(run, 0);
    }

    private void Promote(double[] run, int level)
    {
        while (true)
        {
            while (runs.Count <= level)
                runs.Add(null);
            if (runs[level] is not { } waiting)
            {
                runs[level] = run;
                return;
            }

            var merged = NewRun();
            MergeHalf(waiting, run, merged, KeepFirstOfPair(2L << level));
            spare.Push(waiting);
            spare.Push(run);
            runs[level++] = null;
            run = merged;
        }
    }

    // Of each pair in ascending order one stands for both. Keeping the first makes a rank up to one weight too high, the second too low.
    private bool KeepFirstOfPair(long weight)
    {
        var keepFirst = tooHigh <= tooLow;
        if (keepFirst)
            tooHigh += weight;
        else
            tooLow += weight;
        return keepFirst;
    }

    private static void MergeHalf(double[] first, double[] second, double[] merged, bool keepFirstOfPair)
    {
        var (i, j) = (0, 0);
        for (var index = 0; index < merged.Length; index++)
        {
            var low = Next(first, second, ref i, ref j);
            var high = Next(first, second, ref i, ref j);
            merged[index] = keepFirstOfPair ? low : high;
        }
    }

    // The comparison is turned into an index instead of a branch, which no processor could predict.
    private static double Next(double[] first, double[] second, ref int i, ref int j)
    {
        if (i == first.Length)
            return second[j++];
        if (j == second.Length)
            return first[i++];

        var (fromFirst, fromSecond) = (first[i], second[j]);
        var step = fromFirst <= fromSecond ? 1 : 0;
        i += step;
        j += 1 - step;
        return Math.Min(fromFirst, fromSecond);
    }

    private double[] NewRun() => spare.TryPop(out var run) ? run : new double[RunSize];
}

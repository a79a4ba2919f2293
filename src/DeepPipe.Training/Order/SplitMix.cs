namespace DeepPipe.Training;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): a stream of 64 random bits that any seed starts, the same on every machine.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong state = seed;

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>A number below a bound, each equally likely (Lemire, 2019).</summary>
    public ulong NextBelow(ulong bound)
    {
        var high = Math.BigMul(Next(), bound, out var low);
        if (low < bound)
        {
            var threshold = unchecked(0 - bound) % bound;
            while (low < threshold)
                high = Math.BigMul(Next(), bound, out low);
        }
        return high;
    }
}

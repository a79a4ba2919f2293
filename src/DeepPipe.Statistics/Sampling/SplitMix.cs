namespace DeepPipe.Statistics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014): a stream of 64 random bits that any seed
/// starts, the same on every platform and runtime. Everything that must be drawn again in another process is drawn from it.
/// </summary>
/// <param name="seed">Starts the stream.</param>
public sealed class SplitMix(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1, each equally likely (Lemire, Fast random integer generation in an interval, 2019).</summary>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public long NextBelow(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(Next(), range, out var low);
        if (low < range)
        {
            var threshold = unchecked(0 - range) % range;
            while (low < threshold)
                high = Math.BigMul(Next(), range, out low);
        }
        return (long)high;
    }

    /// <summary>A number from 0 to below 1, in steps of 2^-53.</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}

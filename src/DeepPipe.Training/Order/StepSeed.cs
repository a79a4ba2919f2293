using DeepPipe.Statistics;

namespace DeepPipe.Training;

/// <summary>Seeds made of a run's seed and a place in the run, so that no random state needs to be stored.</summary>
internal static class StepSeed
{
    /// <summary>The seed of everything random within one step: dropout and whatever else a network draws.</summary>
    public static long Of(ulong seed, int epoch, int step) => (long)Hash(seed, (uint)epoch, 1 + (ulong)step);

    /// <summary>The seed of an epoch's order of rows.</summary>
    public static ulong OfOrder(ulong seed, int epoch) => Hash(seed, (uint)epoch, 0);

    private static ulong Hash(ulong seed, ulong epoch, ulong step)
    {
        var stream = new SplitMix(seed);
        stream = new SplitMix(stream.Next() ^ epoch);
        stream = new SplitMix(stream.Next() ^ step);
        return stream.Next();
    }
}

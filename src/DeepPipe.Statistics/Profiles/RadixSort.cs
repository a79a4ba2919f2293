using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepPipe.Statistics;

/// <summary>
/// Sorts finite doubles ascending by their bits: by the 33 leading ones in which they differ at all, in three passes,
/// then by comparison where those agree. On some thousand numbers it takes a fraction of the time of comparisons alone.
/// </summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int DigitValues = 1 << DigitBits;
    private const int DigitCount = 3;
    private const int ShortestWorthwhile = 1024;
    private const ulong SignBit = 1UL << 63;

    public static void Sort(Span<double> values)
    {
        if (values.Length < ShortestWorthwhile)
        {
            values.Sort();
            return;
        }

        var keys = MemoryMarshal.Cast<double, ulong>(values);
        var differing = ToKeys(keys);
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(differing) - DigitBits * DigitCount);
        var scratch = ArrayPool<ulong>.Shared.Rent(values.Length);
        SortLeading(keys, scratch.AsSpan(0, values.Length), shift);
        ArrayPool<ulong>.Shared.Return(scratch);
        if (shift > 0)
            SortTrailing(keys, shift);
        FromKeys(keys);
    }

    // Unsigned order of the keys is the order of the numbers: negative ones have all bits turned, others the sign bit.
    private static ulong ToKeys(Span<ulong> bits)
    {
        var differing = 0UL;
        foreach (ref var key in bits)
        {
            key ^= (ulong)((long)key >> 63) | SignBit;
            differing |= key ^ bits[0];
        }
        return differing;
    }

    private static void FromKeys(Span<ulong> keys)
    {
        foreach (ref var bits in keys)
            bits ^= (ulong)((long)~bits >> 63) | SignBit;
    }

    private static void SortLeading(Span<ulong> keys, Span<ulong> scratch, int shift)
    {
        Span<int> counts = stackalloc int[DigitCount * DigitValues];
        counts.Clear();
        foreach (var key in keys)
        {
            counts[Digit(key, shift)]++;
            counts[DigitValues + Digit(key, shift + DigitBits)]++;
            counts[2 * DigitValues + Digit(key, shift + 2 * DigitBits)]++;
        }

        var from = keys;
        var to = scratch;
        for (var digit = 0; digit < DigitCount; digit++, shift += DigitBits)
        {
            var offsets = counts.Slice(digit * DigitValues, DigitValues);
            if (offsets[Digit(keys[0], shift)] == keys.Length)
                continue;

            ToOffsets(offsets);
            foreach (var key in from)
                to[offsets[Digit(key, shift)]++] = key;
            var swapped = from;
            from = to;
            to = swapped;
        }
        if (from != keys)
            from.CopyTo(keys);
    }

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & (DigitValues - 1);

    private static void ToOffsets(Span<int> counts)
    {
        var offset = 0;
        foreach (ref var count in counts)
            (count, offset) = (offset, offset + count);
    }

    private static void SortTrailing(Span<ulong> keys, int shift)
    {
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] >> shift == keys[start] >> shift)
                end++;
            if (end - start > 1)
                keys[start..end].Sort();
            start = end;
        }
    }
}

using System.Buffers;
using System.Runtime.InteropServices;

namespace DeepPipe.Statistics;

/// <summary>Sorts finite doubles ascending by their bits, least significant byte first; passes over a byte that never changes are skipped.</summary>
internal static class RadixSort
{
    private const int ByteValues = 256;
    private const int KeyBytes = 8;
    private const int ShortestWorthwhile = 512;
    private const ulong SignBit = 1UL << 63;

    public static void Sort(Span<double> values)
    {
        if (values.Length < ShortestWorthwhile)
        {
            values.Sort();
            return;
        }

        var scratch = ArrayPool<ulong>.Shared.Rent(values.Length);
        Sort(MemoryMarshal.Cast<double, ulong>(values), scratch.AsSpan(0, values.Length));
        ArrayPool<ulong>.Shared.Return(scratch);
    }

    private static void Sort(Span<ulong> keys, Span<ulong> scratch)
    {
        Span<int> counts = stackalloc int[KeyBytes * ByteValues];
        counts.Clear();
        ToKeys(keys, counts);

        var from = keys;
        var to = scratch;
        for (var position = 0; position < KeyBytes; position++)
        {
            var offsets = counts.Slice(position * ByteValues, ByteValues);
            if (offsets[Digit(keys[0], position)] == keys.Length)
                continue;

            ToOffsets(offsets);
            foreach (var key in from)
                to[offsets[Digit(key, position)]++] = key;
            var swapped = from;
            from = to;
            to = swapped;
        }
        FromKeys(from, keys);
    }

    private static int Digit(ulong key, int position) => (byte)(key >> (8 * position));

    // Unsigned order of the keys is the order of the numbers: negative ones have all bits turned, others the sign bit.
    private static void ToKeys(Span<ulong> bits, Span<int> counts)
    {
        for (var index = 0; index < bits.Length; index++)
        {
            var key = bits[index] ^ ((ulong)((long)bits[index] >> 63) | SignBit);
            bits[index] = key;
            for (var position = 0; position < KeyBytes; position++)
                counts[position * ByteValues + Digit(key, position)]++;
        }
    }

    private static void FromKeys(ReadOnlySpan<ulong> sorted, Span<ulong> bits)
    {
        for (var index = 0; index < sorted.Length; index++)
            bits[index] = sorted[index] ^ ((ulong)((long)~sorted[index] >> 63) | SignBit);
    }

    private static void ToOffsets(Span<int> counts)
    {
        var offset = 0;
        foreach (ref var count in counts)
            (count, offset) = (offset, offset + count);
    }
}

using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;

namespace DeepPipe.Features;

/// <summary>A vocabulary's codes by the UTF-8 bytes of the values: a lookup allocates nothing.</summary>
/// <remarks>Open addressing with linear probing, at most half full. The code 0 marks a free slot: no value has it.</remarks>
internal sealed class CodeTable
{
    private readonly byte[][] values;
    private readonly int[] codes;

    public CodeTable(IReadOnlyList<string> vocabulary)
    {
        var slotCount = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, vocabulary.Count * 2));
        values = new byte[slotCount][];
        codes = new int[slotCount];
        for (var index = 0; index < vocabulary.Count; index++)
            Add(System.Text.Encoding.UTF8.GetBytes(vocabulary[index]), CategoryFeature.FirstCode + index);
    }

    /// <summary>The value's code; an empty value is missing, one that is not there is unseen.</summary>
    public int CodeOf(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return CategoryFeature.MissingCode;
        var slot = SlotOf(value);
        return codes[slot] == 0 ? CategoryFeature.UnseenCode : codes[slot];
    }

    /// <summary>The codes of a whole column; null is missing.</summary>
    public void Encode(StringArray column, Span<long> columnCodes)
    {
        var offsets = column.ValueOffsets;
        var bytes = column.ValueBuffer.Span;
        for (var row = 0; row < columnCodes.Length; row++)
            columnCodes[row] = CodeOf(bytes[offsets[row]..offsets[row + 1]]);

        if (column.NullCount == 0)
            return;
        for (var row = 0; row < columnCodes.Length; row++)
        {
            if (column.IsNull(row))
                columnCodes[row] = CategoryFeature.MissingCode;
        }
    }

    private void Add(byte[] value, int code)
    {
        var slot = SlotOf(value);
        (values[slot], codes[slot]) = (value, code);
    }

    // The slot that holds the value, or the free one where it would stand.
    private int SlotOf(ReadOnlySpan<byte> value)
    {
        var mask = codes.Length - 1;
        var slot = (int)(Hash(value) & (uint)mask);
        while (codes[slot] != 0 && !value.SequenceEqual(values[slot]))
            slot = (slot + 1) & mask;
        return slot;
    }

    // Eight bytes a step, folded by a 64-bit multiplication; the high half is the well mixed one.
    private static uint Hash(ReadOnlySpan<byte> value)
    {
        const ulong multiplier = 0x9E3779B97F4A7C15;
        var hash = (ulong)value.Length * multiplier;
        while (value.Length >= sizeof(ulong))
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value)) * multiplier, 29);
            value = value[sizeof(ulong)..];
        }
        ulong rest = 0;
        foreach (var part in value)
            rest = (rest << 8) | part;
        hash = (hash ^ rest) * multiplier;
        return (uint)((hash ^ (hash >> 29)) * multiplier >> 32);
    }
}

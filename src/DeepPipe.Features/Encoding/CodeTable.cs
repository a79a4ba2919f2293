using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;

namespace DeepPipe.Features;

/// <summary>A vocabulary's codes by the UTF-8 bytes of the values: a lookup allocates nothing.</summary>
/// <remarks>
/// Open addressing with linear probing, at most half full. Values of up to eight bytes, the most in practice, are compared as
/// one integer; that is worth a factor of three on whole columns.
/// </remarks>
internal sealed class CodeTable
{
    private const int HeadLength = sizeof(ulong);
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly Slot[] slots;

    public CodeTable(IReadOnlyList<string> vocabulary)
    {
        slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, vocabulary.Count * 2))];
        for (var index = 0; index < vocabulary.Count; index++)
        {
            var value = System.Text.Encoding.UTF8.GetBytes(vocabulary[index]);
            var head = Head(value, 0, value.Length);
            Find(value, head) = new(value, head, CategoryFeature.FirstCode + index);
        }
    }

    /// <summary>The codes of a whole column: null and the empty text are missing, a text not in the table is unseen.</summary>
    /// <param name="column">Texts, or a dictionary of them with int32 indices.</param>
    /// <param name="codes">As long as the column.</param>
    /// <exception cref="ArgumentException">The column is neither.</exception>
    public void Encode(IArrowArray column, Span<long> codes)
    {
        switch (column)
        {
            case StringArray texts:
                Encode(texts, codes);
                break;
            case DictionaryArray { Indices: Int32Array indices, Dictionary: StringArray entries }:
                Encode(indices, entries, codes);
                break;
            default:
                throw new ArgumentException($"A column of categories is a {column.GetType().Name}, not text.", nameof(column));
        }
    }

    private void Encode(Int32Array indices, StringArray entries, Span<long> codes)
    {
        var ofEntry = new long[entries.Length];
        Encode(entries, ofEntry);
        var entryOfRow = indices.Values;
        if (indices.NullCount == 0)
        {
            for (var row = 0; row < codes.Length; row++)
                codes[row] = ofEntry[entryOfRow[row]];
            return;
        }
        for (var row = 0; row < codes.Length; row++)
            codes[row] = indices.IsNull(row) ? CategoryFeature.MissingCode : ofEntry[entryOfRow[row]];
    }

    private void Encode(StringArray column, Span<long> codes)
    {
        var bytes = column.ValueBuffer.Span;
        var offsets = column.ValueOffsets[..(codes.Length + 1)];
        for (var row = 0; row < codes.Length; row++)
            codes[row] = CodeOf(bytes, offsets[row], offsets[row + 1] - offsets[row]);

        if (column.NullCount == 0)
            return;
        for (var row = 0; row < codes.Length; row++)
        {
            if (column.IsNull(row))
                codes[row] = CategoryFeature.MissingCode;
        }
    }

    private int CodeOf(ReadOnlySpan<byte> bytes, int start, int length)
    {
        if (length == 0)
            return CategoryFeature.MissingCode;
        ref var slot = ref Find(bytes.Slice(start, length), Head(bytes, start, length));
        return slot.Value is null ? CategoryFeature.UnseenCode : slot.Code;
    }

    // The slot that holds the value, or the free one where it would stand.
    private ref Slot Find(ReadOnlySpan<byte> value, ulong head)
    {
        var mask = slots.Length - 1;
        for (var place = (int)Hash(value, head) & mask; ; place = (place + 1) & mask)
        {
            ref var slot = ref slots[place];
            if (slot.Value is null || slot.Holds(value, head))
                return ref slot;
        }
    }

    // The first eight bytes as an integer, with zeros behind a shorter value. One read wherever the buffer goes on long enough.
    private static ulong Head(ReadOnlySpan<byte> bytes, int start, int length)
    {
        if (length >= HeadLength)
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[start..]);
        if (bytes.Length - start >= HeadLength)
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[start..]) & ((1UL << (length * 8)) - 1);
        Span<byte> head = stackalloc byte[HeadLength];
        head.Clear();
        bytes.Slice(start, length).CopyTo(head);
        return BinaryPrimitives.ReadUInt64LittleEndian(head);
    }

    // Eight bytes a step, folded by a 64-bit multiplication; its high half is the well mixed one.
    private static uint Hash(ReadOnlySpan<byte> value, ulong head)
    {
        var hash = (head ^ (ulong)value.Length) * Multiplier;
        for (var start = HeadLength; start < value.Length; start += HeadLength)
        {
            var next = Head(value, start, Math.Min(HeadLength, value.Length - start));
            hash = (BitOperations.RotateLeft(hash, 29) ^ next) * Multiplier;
        }
        return (uint)(((hash >> 32) ^ hash) * Multiplier >> 32);
    }

    private readonly struct Slot(byte[] value, ulong head, int code)
    {
        public readonly byte[]? Value = value;
        public readonly ulong Head = head;
        public readonly int Code = code;

        public bool Holds(ReadOnlySpan<byte> other, ulong otherHead) =>
            Head == otherHead && Value!.Length == other.Length
            && (other.Length <= HeadLength || other[HeadLength..].SequenceEqual(Value.AsSpan(HeadLength)));
    }
}

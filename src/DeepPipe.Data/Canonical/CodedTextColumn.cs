using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Data;

/// <summary>Dictionaries of text whose entries are in canonical form: a gap costs one look an entry, not one a cell.</summary>
internal static class CodedTextColumn
{
    /// <summary>Whether a column of this type can stay a dictionary.</summary>
    public static bool Accepts(IArrowType type) =>
        type is DictionaryType { IndexType.TypeId: ArrowTypeId.Int32, ValueType.TypeId: ArrowTypeId.String };

    /// <summary>The same indices, with their own hold on the memory, over entries of which null is the only one that is missing.</summary>
    public static DictionaryArray Convert(DictionaryArray raw, MissingWords missing)
    {
        var type = (DictionaryType)raw.Data.DataType;
        var indices = new Int32Array(new ArrayData(
            type.IndexType, raw.Length, raw.NullCount, raw.Offset, [.. raw.Data.Buffers.Select(buffer => buffer.Retain())]));
        return new DictionaryArray(type, indices, TextColumn.Convert(raw.Dictionary, missing));
    }
}

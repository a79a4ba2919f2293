using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DeepPipe.Encoders;

internal sealed class SetEncoder : ICellEncoder
{
    private readonly SetEncoding encoding;
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);

    public SetEncoder(SetEncoding encoding)
    {
        this.encoding = encoding;
        for (var index = 0; index < encoding.Vocabulary.Count; index++)
            codes.Add(encoding.Vocabulary[index], Codes.First + index);
    }

    /// <inheritdoc/>
    public void Encode(IArrowArray column, int first, int count, Span<byte> blocks)
    {
        var texts = Cells.Of<StringArray>(column);
        var places = MemoryMarshal.Cast<byte, long>(blocks);
        places.Fill(Codes.Padding);
        for (var row = 0; row < count; row++)
        {
            if (texts.GetString(first + row) is not { } text)
                continue;
            var place = row * encoding.Length;
            foreach (var member in SetEncoding.Members(text, encoding.Separator).Take(encoding.Length))
                places[place++] = codes.GetValueOrDefault(member, Codes.Unseen);
        }
    }
}

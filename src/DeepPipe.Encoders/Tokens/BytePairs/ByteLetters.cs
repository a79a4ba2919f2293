namespace DeepPipe.Encoders;

/// <summary>
/// The printable character that stands for each byte in the files of byte-pair vocabularies: of the printable ones in Latin-1 their
/// own, of the others U+0100 and on, in the order of the bytes.
/// </summary>
/// <remarks>Radford et al., "Language Models are Unsupervised Multitask Learners" (2019): <c>bytes_to_unicode</c> of GPT-2.</remarks>
internal static class ByteLetters
{
    private static readonly char[] Letters = MakeLetters();
    private static readonly Dictionary<char, byte> Bytes = Letters.Index().ToDictionary(one => one.Item, one => (byte)one.Index);

    public static string Of(byte one) => Letters[one].ToString();

    /// <summary>The bytes of a token; null where a character stands for none.</summary>
    public static byte[]? BytesOf(string token)
    {
        var bytes = new byte[token.Length];
        for (var place = 0; place < token.Length; place++)
            if (!Bytes.TryGetValue(token[place], out bytes[place]))
                return null;
        return bytes;
    }

    private static char[] MakeLetters()
    {
        var letters = new char[256];
        var next = '\u0100';
        for (var one = 0; one < letters.Length; one++)
            letters[one] = one is >= '!' and <= '~' or >= '\u00A1' and <= '\u00AC' or >= '\u00AE' ? (char)one : next++;
        return letters;
    }
}

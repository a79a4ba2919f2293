using System.Globalization;
using System.Text;

namespace DeepPipe.Data;

/// <summary>A text in parts, held in memory.</summary>
public sealed class Corpus
{
    private readonly string[] texts;        // by part

    private Corpus(IReadOnlyList<string> files, string[] texts) => (Files, this.texts) = (files, texts);

    /// <summary>The paths of the files, in order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Opens a text and cuts it into its parts.</summary>
    /// <param name="config">The section <c>data</c>; its source is a <see cref="TextSourceConfig"/>, its split by time or by files.</param>
    /// <exception cref="MissingSourceException">A file is not there, or none matches.</exception>
    /// <exception cref="DataException">A file is not of its encoding, or damaged; there is no text to train; the parts are longer than the text.</exception>
    /// <exception cref="ArgumentException">The source or the split is another.</exception>
    public static Corpus Open(DataConfig config)
    {
        var source = config.Source as TextSourceConfig ?? throw new ArgumentException("The source is no text.", nameof(config));
        var files = new SourceFiles(config).Paths;
        var byPart = files.Select(file => (file.Part, Text: Read(file.Path, source.Encoding))).ToList();
        var texts = config.Split switch
        {
            ChronologicalSplitConfig split => Cut(string.Concat(byPart.Select(file => file.Text)), split, source.Path),
            FilesSplitConfig => [.. Enum.GetValues<Part>().Select(part => string.Concat(byPart.Where(file => file.Part == part).Select(file => file.Text)))],
            _ => throw new ArgumentException("A text is split by time or by files.", nameof(config)),
        };
        return texts[(int)Part.Train].Length > 0
            ? new([.. files.Select(file => file.Path)], texts)
            : throw new DataException($"{source.Path}: data.split leaves no text to train.");
    }

    /// <summary>The text of a part; empty where it has none.</summary>
    public string Text(Part part) => texts[(int)part];

    // Characters are counted as UTF-16 has them; a pair is never cut in two.
    private static string[] Cut(string text, ChronologicalSplitConfig split, string path)
    {
        var (train, validation, test) = split.Counts(text.Length);
        if (train + validation + test > text.Length)
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: data.split asks for {train} characters to train, {validation} to validate and {test} to test, {train + validation + test} together; the text has {text.Length}."));
        var (first, second, third) = (Whole(text, train), Whole(text, train + validation), Whole(text, train + validation + test));
        return [text[..first], text[first..second], text[second..third]];
    }

    private static int Whole(string text, long end) =>
        end < text.Length && end > 0 && char.IsLowSurrogate(text[(int)end]) ? (int)end + 1 : (int)end;

    private static string Read(string path, TextEncoding encoding)
    {
        if (!File.Exists(path))
            throw new MissingSourceException($"{path}: the file does not exist.");
        try
        {
            using var stream = Gzip.OpenContent(path);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var all = Letters.WithoutMark(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), encoding);
            return encoding == TextEncoding.Latin1 ? Encoding.Latin1.GetString(all)
                : System.Text.Unicode.Utf8.IsValid(all) ? Encoding.UTF8.GetString(all)
                : throw Letters.NotUtf8(path, "the text");
        }
        catch (InvalidDataException damage)
        {
            throw Gzip.Damaged(path, damage);
        }
    }
}

using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>
/// A text file with a row a line, plain or gzip (told by content); empty lines are no rows. Columns: <c>text</c>, and where lines begin
/// with one <c>label</c>, a category.
/// </summary>
public sealed record TextLinesSourceConfig : SourceConfig, IValidated
{
    /// <summary>Whether a line begins with its label.</summary>
    /// <value>Default <c>none</c>.</value>
    public LineLabel Label { get; init; } = LineLabel.None;

    /// <summary>What stands between label and text, where it is first met.</summary>
    /// <value>Default: a blank. One character at least; no line break.</value>
    public string Delimiter { get; init; } = " ";

    /// <summary>How the bytes of the file are letters.</summary>
    /// <value>Default <c>utf8</c>.</value>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Delimiter.Length == 0 || Delimiter.AsSpan().ContainsAny('\n', '\r'))
            yield return new("delimiter", Delimiter, "one character at least, no line break");
    }
}

/// <summary>Where a line has its label.</summary>
public enum LineLabel
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Before the first delimiter; the text is what stands behind.</summary>
    FirstWord,
}

/// <summary>How bytes are letters.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8; other bytes are an error.</summary>
    [Word("utf8")]
    Utf8,

    /// <summary>ISO 8859-1: a byte a letter.</summary>
    [Word("latin1")]
    Latin1,
}

/// <summary>
/// A folder with a folder of <c>.txt</c> files for each class, and folders in these, in ordinal order; hidden files are skipped. Columns:
/// <c>text</c>, <c>label</c> (a category, the name of the class's folder) and <c>path</c> (from the folder; no feature unless declared).
/// </summary>
public sealed record TextFolderSourceConfig : SourceConfig
{
    /// <summary>How the bytes of the files are letters.</summary>
    /// <value>Default <c>utf8</c>.</value>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;
}

namespace DeepPipe.Data;

/// <summary>
/// One text, of which a language is learned: the files that match, one behind the other; plain or gzip (told by content). Its parts are cut
/// by <c>split: chronological</c>, in characters, or are files of their own.
/// </summary>
public sealed record TextSourceConfig : SourceConfig
{
    /// <summary>How the files are written.</summary>
    /// <value>Default utf8.</value>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;
}

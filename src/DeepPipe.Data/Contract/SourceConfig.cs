using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>Where a table is, and in which format.</summary>
[Variant("csv", typeof(CsvSourceConfig))]
[Variant("parquet", typeof(ParquetSourceConfig))]
[Variant("arrow", typeof(ArrowSourceConfig))]
[Variant("idx", typeof(IdxSourceConfig))]
[Variant("text_lines", typeof(TextLinesSourceConfig))]
[Variant("image_folder", typeof(ImageFolderSourceConfig))]
[Variant("text_folder", typeof(TextFolderSourceConfig))]
[Variant("text", typeof(TextSourceConfig))]
public abstract record SourceConfig
{
    /// <summary>
    /// The file. <c>*</c> and <c>?</c> stand for any letters and any one letter, in folder names too; the files that match
    /// are one table, in the ordinal order of their paths. Of a source of folders: the folder.
    /// </summary>
    [PathValue]
    public required string Path { get; init; }

    /// <summary>Texts that stand for a gap, beside the empty text; compared letter by letter.</summary>
    /// <value>Default empty: <c>NA</c> and <c>?</c> are values.</value>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>CSV: UTF-8 with a header line, plain or gzip (told by content).</summary>
public sealed record CsvSourceConfig : SourceConfig, IValidated
{
    /// <summary>What stands between fields: one ASCII character, no quote, letter, digit or line break.</summary>
    /// <value>Default: found among comma, semicolon, tab and bar.</value>
    public string? Delimiter { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Delimiter is not null && !(Delimiter is [var only] && CanDelimit(only)))
            yield return new("delimiter", Delimiter, "one ASCII character, no quote, letter, digit or line break");
    }

    private static bool CanDelimit(char letter) =>
        char.IsAscii(letter) && !char.IsLetterOrDigit(letter) && letter is not ('"' or '\n' or '\r');
}

/// <summary>Parquet.</summary>
public sealed record ParquetSourceConfig : SourceConfig;

/// <summary>Arrow IPC, a file or a stream (told by content), uncompressed.</summary>
public sealed record ArrowSourceConfig : SourceConfig;

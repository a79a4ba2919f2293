namespace DeepPipe.Data;

internal enum FileFormat
{
    Csv,
    Tsv,
    Parquet,
    Arrow,
}

internal static class FileFormats
{
    private static readonly (string Extension, FileFormat Format)[] Extensions =
    [
        (".csv", FileFormat.Csv), (".csv.gz", FileFormat.Csv), (".tsv", FileFormat.Tsv), (".tsv.gz", FileFormat.Tsv),
        (".parquet", FileFormat.Parquet), (".arrow", FileFormat.Arrow), (".feather", FileFormat.Arrow),
    ];

    /// <summary>The format that the extension of a path names, in any letter case.</summary>
    /// <exception cref="MissingSourceException">The extension names none.</exception>
    public static FileFormat Of(string path)
    {
        foreach (var (extension, format) in Extensions)
        {
            if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return format;
        }
        var allowed = string.Join(", ", Extensions.Select(pair => pair.Extension));
        throw new MissingSourceException($"{path}: the extension does not name a table format. Allowed: {allowed}.");
    }
}

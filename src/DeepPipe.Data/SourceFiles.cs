namespace DeepPipe.Data;

/// <summary>The files of a source, in order, each with the part that it names under a split by files.</summary>
internal sealed class SourceFiles
{
    private readonly SourceConfig source;

    public SourceFiles(DataConfig config)
    {
        source = config.Source;
        Missing = new MissingWords(source.Missing);
        Paths = config.Split is FilesSplitConfig split
            ? [.. Of(source.Path, Part.Train), .. Of(split.Validation, Part.Validation), .. Of(split.Test, Part.Test)]
            : [.. Of(source.Path, null)];
    }

    public IReadOnlyList<(string Path, Part? Part)> Paths { get; }

    public MissingWords Missing { get; }

    /// <summary>Whether every column is text in the files, whatever it means.</summary>
    public bool IsText => source is CsvSourceConfig;

    public ITableFile Open(string path, bool codesTexts = false) => source switch
    {
        CsvSourceConfig csv => TableFile.Open(path, FileFormat.Csv, csv.Delimiter?[0]),
        ParquetSourceConfig => TableFile.Open(path, FileFormat.Parquet, codesTexts: codesTexts),
        _ => TableFile.Open(path, FileFormat.Arrow),
    };

    private static IEnumerable<(string Path, Part? Part)> Of(string pattern, Part? part) =>
        Glob.Files(pattern).Select(path => (path, part));
}

namespace DeepPipe.Data;

/// <summary>The files of a source, in order, each with the part that it names under a split by files.</summary>
internal sealed class SourceFiles
{
    private readonly SourceConfig source;
    private readonly Dictionary<string, string> labels = new(StringComparer.Ordinal);      // of IDX: by the file of images

    public SourceFiles(DataConfig config)
    {
        source = config.Source;
        Missing = new MissingWords(source.Missing);
        var train = Of(source.Path, config.Split is FilesSplitConfig ? Part.Train : null).ToList();
        if (source is IdxSourceConfig { Labels: { } pattern })
            Pair(train, Glob.Files(pattern));
        Paths = config.Split is FilesSplitConfig split
            ? [.. train, .. split.Validation is { } path ? Of(path, Part.Validation) : [], .. Of(split.Test, Part.Test)]
            : train;
    }

    public IReadOnlyList<(string Path, Part? Part)> Paths { get; }

    public MissingWords Missing { get; }

    /// <summary>Whether every column is text in the files, whatever it means.</summary>
    public bool IsText => source is CsvSourceConfig;

    /// <summary>What an undeclared column is where the kind of source says so; null where it does not.</summary>
    public ColumnConfig? Known(string column) => (source, column) switch
    {
        (CsvSourceConfig or ParquetSourceConfig or ArrowSourceConfig, _) => null,
        (_, SourceColumns.Image) => new ImageColumnConfig(),
        (_, SourceColumns.Text) => new TextColumnConfig(),
        _ => new CategoryColumnConfig(),
    };

    /// <summary>Whether a column of this kind of source names rows.</summary>
    public bool IsIdentifier(string column) =>
        source is ImageFolderSourceConfig or TextFolderSourceConfig && column == SourceColumns.Path;

    public ITableFile Open(string path, bool codesTexts = false) => source switch
    {
        CsvSourceConfig csv => TableFile.Open(path, FileFormat.Csv, csv.Delimiter?[0]),
        ParquetSourceConfig => TableFile.Open(path, FileFormat.Parquet, codesTexts: codesTexts),
        IdxSourceConfig idx => new IdxFile(path, LabelsOf(path), idx.Names),
        TextLinesSourceConfig lines => new LinesFile(path, lines),
        ImageFolderSourceConfig => new FolderFile(path, FolderContent.Images),
        TextFolderSourceConfig texts => new FolderFile(path, FolderContent.Texts(texts.Encoding)),
        _ => TableFile.Open(path, FileFormat.Arrow),
    };

    /// <summary>The files that hold what the file or folder at a path stands for.</summary>
    public IEnumerable<string> Contents(string path) => source switch
    {
        IdxSourceConfig => [path, LabelsOf(path)],
        ImageFolderSourceConfig or TextFolderSourceConfig => ((FolderFile)Open(path)).Files,
        _ => [path],
    };

    private string LabelsOf(string images) => labels.TryGetValue(images, out var named) ? named : IdxNames.LabelsOf(images);

    private void Pair(List<(string Path, Part? Part)> images, IReadOnlyList<string> named)
    {
        if (images.Count != named.Count)
            throw new DataException($"{source.Path}: {images.Count} files of images, and {named.Count} of labels (data.source.labels). Expected as many.");
        for (var file = 0; file < named.Count; file++)
            labels[images[file].Path] = named[file];
    }

    private static IEnumerable<(string Path, Part? Part)> Of(string pattern, Part? part) =>
        Glob.Files(pattern).Select(path => (path, part));
}

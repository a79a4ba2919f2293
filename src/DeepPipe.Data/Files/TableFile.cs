using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>Opens a file by its format.</summary>
internal static class TableFile
{
    /// <summary>The most rows a batch has.</summary>
    public const int BatchRows = 65_536;

    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="delimiter">What stands between the fields of CSV; null finds it out.</param>
    /// <param name="codesTexts">Whether texts may come as dictionaries; Parquet's do then.</param>
    public static ITableFile Open(string path, FileFormat format, char? delimiter = null, bool codesTexts = false)
    {
        RequireFile(path);
        return format switch
        {
            FileFormat.Csv => new CsvFile(path, delimiter),
            FileFormat.Tsv => new CsvFile(path, delimiter ?? '\t'),
            FileFormat.Parquet => new ParquetFile(path, codesTexts),
            FileFormat.Arrow => new ArrowFile(path),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    /// <summary>Refuses a path at which there is no file.</summary>
    public static void RequireFile(string path)
    {
        if (Directory.Exists(path))
            throw new MissingSourceException($"{path}: is a folder. Give a file.");
        if (!File.Exists(path))
            throw new MissingSourceException($"{path}: the file does not exist.");
    }

    /// <summary>Refuses a schema with two fields of one name, or one without a name.</summary>
    public static void RequireNames(string path, IEnumerable<string> names)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var place = 0;
        foreach (var name in names)
        {
            place++;
            if (name.Length == 0)
                throw new DataException($"{path}: column {place} has no name. Give every column a name.");
            if (!places.TryAdd(name, place))
                throw new DataException(
                    $"{path}: column \"{name}\" is there twice, as column {places[name]} and column {place}. " +
                    "Rename one of them.");
        }
    }

    /// <summary>Cuts a batch into batches of at most <see cref="BatchRows"/> rows; none for an empty one.</summary>
    public static IEnumerable<RecordBatch> Cut(RecordBatch batch)
    {
        if (batch.Length is > 0 and <= BatchRows)
        {
            yield return batch;
            yield break;
        }
        using (batch)
        {
            for (var start = 0; start < batch.Length; start += BatchRows)
                yield return batch.SliceShared(start, Math.Min(BatchRows, batch.Length - start));
        }
    }
}

using Apache.Arrow;
using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>
/// Tables in files, the format told by the extension: .csv, .csv.gz, .tsv, .tsv.gz, .parquet, .arrow, .feather.
/// </summary>
/// <remarks>
/// Canonical form, the same from every format. Numbers and integers: an Arrow DoubleArray with offset 0; missing is NaN in
/// the values and null in the validity bitmap; never infinite; integers are whole, at most 2^53 - 1 in magnitude. Categories:
/// an Arrow StringArray with offset 0; missing is null, and no valid cell is empty; true and false of a boolean column are
/// "true" and "false"; numbers keep the file's text in CSV and are the shortest text that reads back the same elsewhere. Texts
/// and sets: as categories; of a list of texts the members joined by the separator. Dates: as numbers, whole microseconds since
/// 1970 in UTC, less than 2^53 in magnitude. Vectors: an Arrow ListArray of FloatArray; a missing number is NaN. Images: an Arrow
/// BinaryArray of the bytes of image files, none of them empty; a batch has fewer rows where these are large.
/// </remarks>
public static class TableFiles
{
    /// <summary>Opens a table for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">Columns that must be there; they come out in canonical form. All others pass as found (text
    /// in CSV, dictionaries of text written out as text).</param>
    /// <param name="missing">Texts that stand for a gap in expected columns, beside the empty text.</param>
    /// <param name="delimiter">What stands between fields in .csv and .csv.gz; null finds it out.</param>
    /// <exception cref="MissingSourceException">No such file, or an extension that names no format.</exception>
    /// <exception cref="DataException">An expected column is not there or of a type that cannot become the expected one, a
    /// name is there twice, or the file is empty or damaged.</exception>
    public static ITable Open(string path, IReadOnlyList<Column> expected, IReadOnlyList<string> missing, char? delimiter = null)
    {
        var format = FileFormats.Of(path);
        var file = TableFile.Open(path, format, format == FileFormat.Csv ? delimiter : null);
        try
        {
            return new FileTable(file, expected, new MissingWords(missing));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Starts a table; its folder must exist.</summary>
    /// <param name="path">The output.</param>
    /// <param name="schema">The columns. CSV takes those whose cells have a text.</param>
    /// <param name="force">Whether an existing output may be replaced, once the new one is complete.</param>
    /// <exception cref="MissingSourceException">The output exists and <paramref name="force"/> is false, the extension names
    /// no format, or there is no such folder.</exception>
    /// <exception cref="DataException">The format cannot hold a column.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ITableSink Create(string path, Schema schema, bool force)
    {
        var format = FileFormats.Of(path);
        if (format is FileFormat.Csv or FileFormat.Tsv)
            CsvSink.RequireTexts(path, schema);
        var output = new OutputFile(path, force);
        try
        {
            return format switch
            {
                FileFormat.Csv => new CsvSink(output, schema, ','),
                FileFormat.Tsv => new CsvSink(output, schema, '\t'),
                FileFormat.Parquet => new ParquetSink(output, schema),
                _ => new ArrowSink(output, schema),
            };
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a file that lacks columns, with the nearest name that it has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">Its columns.</param>
    /// <param name="names">The columns that it must have.</param>
    /// <param name="keyOf">The config key that asks for a column; null where none does.</param>
    internal static void RequireColumns(
        string path, IReadOnlyCollection<string> found, IEnumerable<string> names, Func<string, string>? keyOf = null)
    {
        var lacking = names.Except(found, StringComparer.Ordinal).Select(name =>
        {
            var some = Quoted.List(found.Take(20)) + (found.Count > 20 ? ", ..." : "");
            var remedy = Nearest.Hint(name, found) ?? $"There is {some}.";
            var asked = keyOf is null ? "" : $" ({keyOf(name)})";
            return $"{path}: there is no column \"{name}\"{asked}. {remedy}";
        }).ToList();
        if (lacking.Count > 0)
            throw new DataException(string.Join('\n', lacking));
    }
}

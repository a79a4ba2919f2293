using System.Globalization;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>
/// A source with the type of every column and the part of every row known. Batches are read from the files anew each time;
/// a byte a row is all that stays in memory; of windows (<see cref="DataConfig.Windows"/>) the numbers of all steps, out of which rows are
/// cut.
/// </summary>
public sealed class Dataset
{
    /// <summary>The config key of the words for a gap.</summary>
    internal const string MissingKey = "data.source.missing";

    private readonly SourceFiles files;
    private readonly Dictionary<string, FoundColumn> found;
    private readonly Part[] parts;
    private readonly long rowCount;
    private readonly long[] counts = new long[3];
    private readonly WindowTable? windows;

    private Dataset(DataConfig config, SourceFiles files, IReadOnlyList<FoundColumn> columns, Part[] parts, long rowCount)
    {
        this.rowCount = rowCount;
        this.files = files;
        this.parts = parts;
        foreach (var part in parts)
            counts[(int)part]++;
        found = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        Declared = [.. columns.Select(column => column.Name).Where(config.Columns.ContainsKey)];
        Columns = [.. columns.Select(column => column.Column)];
        Strays = [.. columns.Select(column => column.Guess?.Stray(column.Name)).OfType<StrayText>()];
        Resolved = config with
        {
            Columns = columns.Where(column => column.Refusal is null && !column.IsIdentifier)
                .ToDictionary(column => column.Name, column => column.Config, StringComparer.Ordinal),
        };
    }

    private Dataset(DataConfig config, Dataset steps)
    {
        Steps = steps;
        windows = WindowTable.Of(config, steps);
        (files, found, parts) = (steps.files, [], []);
        foreach (var part in windows.Parts)
            counts[(int)part]++;
        Declared = [];
        Columns = windows.Columns;
        Strays = steps.Strays;
        Resolved = steps.Resolved with { Split = config.Split, Windows = windows.Config };
    }

    /// <summary>The table of the steps that windows are cut from; null where a row is none.</summary>
    public Dataset? Steps { get; }

    /// <summary>The columns, in the order of the (first) file. One that cannot be read (structs, lists of text and the like that
    /// are not declared) is among them as a category; reading it is refused with the reason.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The undeclared columns that one or a few values among numbers made categories: a warning to the user.</summary>
    public IReadOnlyList<StrayText> Strays { get; }

    /// <summary>The names of the columns that the config declared: those with a contract, whatever else they are for.</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>The paths of the files that hold the rows, in their order; images that a table names are not among them.</summary>
    public IReadOnlyList<string> Files => [.. files.Paths.SelectMany(file => files.Contents(file.Path))];

    /// <summary>The config with every column written in, except those that cannot be read and identifiers.</summary>
    public DataConfig Resolved { get; }

    /// <summary>
    /// Opens a source: finds its columns, infers undeclared types from all values (CSV) or from the file's own types, and
    /// gives each row its part. Reads the rows once, of CSV the undeclared columns, otherwise one column at most.
    /// A type inferred from CSV is the one thing that a validation or test cell can change: one word among the numbers of any
    /// part makes a category. A declared column has its type whatever the cells hold.
    /// </summary>
    /// <param name="config">The section.</param>
    /// <param name="seed">Decides what the split draws.</param>
    /// <exception cref="MissingSourceException">A file is not there, or none matches.</exception>
    /// <exception cref="DataException">A declared column is not there, a name is there twice, a cell of the split column names
    /// no part, there are no rows, none to train, or a file is damaged; of windows, a step is refused or breaks the contract.</exception>
    public static Dataset Open(DataConfig config, ulong seed)
    {
        if (config.Windows is not null)
            return new Dataset(config, Open(StepsOf(config), seed));
        var files = new SourceFiles(config);
        var survey = new Survey(files, config);
        var parts = survey.Run(seed);
        if (survey.RowCount == 0)
            throw new DataException($"{config.Source.Path}: the table has no rows, only a header.");
        if (!parts.Contains(Part.Train))
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{config.Source.Path}: data.split leaves none of the {survey.RowCount} rows to train."));
        return new Dataset(config, files, survey.Columns, parts, survey.RowCount);
    }

    /// <summary>A check of the rows that <see cref="Read"/> gives. Of windows there is nothing to check: their steps were when it was opened.</summary>
    public ContractCheck Contract() => windows is null ? new(Resolved, Columns) : new(Resolved with { Rows = new() }, []);

    /// <summary>How many rows a part has.</summary>
    public long RowCount(Part part) => counts[(int)part];

    /// <summary>
    /// The columns named, in that order and in canonical form (<see cref="TableFiles"/>), of all rows, in the order of the
    /// source, up to the last that has a part; the same batches each time.
    /// </summary>
    /// <param name="columns">Names out of <see cref="Columns"/>, one at least, each once.</param>
    /// <param name="cancel">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    /// <param name="keepsDictionaries">Whether a category that a file holds as a dictionary stays one: an Arrow DictionaryArray
    /// with int32 indices, whose dictionary is a canonical StringArray. A cell is missing where its index or its entry is null.</param>
    /// <exception cref="DataException">A column is not there or cannot be read; while reading: a cell is not of its column's
    /// type (the first of each column is named), or a file is damaged.</exception>
    public IEnumerable<PartBatch> Read(IReadOnlyList<string> columns, CancellationToken cancel, bool keepsDictionaries = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        if (windows is not null)
            return windows.Read(columns, cancel);
        var path = files.Paths[0].Path;
        TableFiles.RequireColumns(path, found.Keys, columns);
        var refused = columns.Select(name => found[name]).Where(column => column.Refusal is not null)
            .Select(column => $"{path}: column \"{column.Name}\" {column.Refusal}.").ToList();
        if (refused.Count > 0)
            throw new DataException(string.Join('\n', refused));
        return Stream([.. columns.Select(name => (name, (Column?)found[name].Column))], keepsDictionaries, cancel);
    }

    // Every row has a part there, of whatever use: which steps train is for the windows to say.
    private static DataConfig StepsOf(DataConfig config) => config with
    {
        Windows = null,
        Split = config.Split is ChronologicalSplitConfig { By: var by }
            ? new ChronologicalSplitConfig { Train = 1, Validation = 0, Test = 0, By = by }
            : config.Split,
    };

    private IEnumerable<PartBatch> Stream(
        IReadOnlyList<(string Name, Column? Expected)> chosen, bool keepsDictionaries, CancellationToken cancel)
    {
        var row = 0;
        foreach (var (path, _) in files.Paths)
        {
            using var file = files.Open(path, codesTexts: keepsDictionaries);
            var reader = new CanonicalReader(file, chosen, files.Missing, MissingKey, keepsDictionaries);
            foreach (var batch in reader.Read(cancel))
            {
                if (row + batch.Length > rowCount)
                    throw Changed(path);
                var taken = Math.Min(batch.Length, parts.Length - row);
                yield return new PartBatch(taken == batch.Length ? batch : FirstRows(batch, taken), parts.AsMemory(row, taken));
                row += taken;
                if (row == parts.Length && row < rowCount)
                    yield break;
            }
        }
        if (row != parts.Length)
            throw Changed(files.Paths[^1].Path);
    }

    private static RecordBatch FirstRows(RecordBatch batch, int count)
    {
        using (batch)
            return batch.SliceShared(0, count);
    }

    private static DataException Changed(string path) =>
        new($"{path}: the number of rows changed since it was opened. Leave the file alone during a run.");
}

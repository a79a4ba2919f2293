using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>The first pass over a source: finds its columns, guesses the types that only values tell, learns the parts.</summary>
internal sealed class Survey
{
    private readonly SourceFiles files;
    private readonly IPartition partition;
    private readonly string? orderedBy;

    public Survey(SourceFiles files, DataConfig config)
    {
        this.files = files;
        partition = Partitions.Of(config.Split);
        orderedBy = (config.Split as ChronologicalSplitConfig)?.By;
        Columns = Discover([.. config.Columns.Keys, .. new[] { partition.Column, orderedBy }.OfType<string>()], config.Columns);
    }

    /// <summary>The columns of the first file, in its order; every other file has them too.</summary>
    public IReadOnlyList<FoundColumn> Columns { get; }

    /// <summary>How many rows there are, once <see cref="Run"/> has read them.</summary>
    public long RowCount { get; private set; }

    /// <summary>Reads the rows; gives each its part. Rows behind the last part are not in it.</summary>
    public Part[] Run(ulong seed)
    {
        var guessed = Columns.Where(column => column.Guess is not null).ToList();
        foreach (var (path, part) in files.Paths)
        {
            using var file = files.Open(path);
            Observe(file, part, guessed);
        }
        if (orderedBy is not null)
            new AscentCheck(files, Columns.Single(column => column.Name == orderedBy).Column).Run();
        return partition.Assign(seed);
    }

    private List<FoundColumn> Discover(IEnumerable<string> required, IReadOnlyDictionary<string, ColumnConfig> declared)
    {
        List<FoundColumn>? columns = null;
        foreach (var (path, _) in files.Paths)
        {
            using var file = files.Open(path);
            var names = file.Schema.FieldsList.Select(field => field.Name).ToList();
            if (columns is not null)
                TableFiles.RequireColumns(path, names, columns.Select(column => column.Name));
            else
                TableFiles.RequireColumns(path, names, required, KeyOf);
            columns ??= [.. file.Schema.FieldsList.Select(field =>
                FoundColumn.Of(field, declared.GetValueOrDefault(field.Name), files))];
        }
        return columns!;

        string KeyOf(string name) => declared.ContainsKey(name) ? KeyPath.Join("data", "columns", name) : "data.split";
    }

    private void Observe(ITableFile file, Part? part, List<FoundColumn> guessed)
    {
        var chosen = Choose(file, guessed);
        var reader = new CanonicalReader(file, chosen, files.Missing, Dataset.MissingKey);
        var bad = new BadCells(file.Path, Dataset.MissingKey);
        var row = 1L;
        foreach (var batch in reader.Read(CancellationToken.None))
        {
            using (batch)
            {
                foreach (var column in guessed)
                    column.Guess!.Observe((StringArray)batch.Column(column.Name), file.Path, row);
                var cells = partition.Column is { } name ? (StringArray)batch.Column(name) : null;
                partition.Observe(part, batch.Length, cells, row, bad);
                row += batch.Length;
            }
            if (bad.IsFull)
                break;
        }
        RowCount += row - 1;
        bad.ThrowIfAny(row - 1);
    }

    // As text what is guessed or decides parts; else any column at all, as found, for the number of rows.
    private List<(string Name, Column? Expected)> Choose(ITableFile file, List<FoundColumn> guessed)
    {
        var names = guessed.Select(column => column.Name).ToList();
        if (partition.Column is { } decides && !names.Contains(decides))
            names.Add(decides);
        if (names.Count > 0)
            return names.ConvertAll(name => (name, (Column?)new Column(name, ColumnType.Category)));
        var narrow = Columns.FirstOrDefault(column => column.Refusal is null && !column.Config.Type.IsBlock())
            ?? Columns.FirstOrDefault(column => column.Refusal is null) ?? Columns[0];
        return [(narrow.Name, null)];
    }
}

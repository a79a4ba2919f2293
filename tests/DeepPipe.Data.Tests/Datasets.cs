using Apache.Arrow;

namespace DeepPipe.Data.Tests;

/// <summary>Datasets over files that a test writes.</summary>
internal static class Datasets
{
    public static DataConfig Csv(string path, params string[] missing) =>
        new() { Source = new CsvSourceConfig { Path = path, Missing = missing } };

    public static DataConfig With(this DataConfig config, params (string Name, ColumnConfig Config)[] columns) =>
        config with { Columns = columns.ToDictionary(column => column.Name, column => column.Config) };

    /// <summary>The kinds of the columns, as <c>name:type</c>.</summary>
    public static string Types(Dataset dataset) =>
        string.Join(' ', dataset.Resolved.Columns.Select(pair => $"{pair.Key}:{pair.Value.GetType().Name.Replace("ColumnConfig", "", StringComparison.Ordinal).ToLowerInvariant()}"));

    public static Part[] Parts(Dataset dataset)
    {
        var parts = new List<Part>();
        foreach (var batch in dataset.Read([dataset.Columns[0].Name], CancellationToken.None))
        {
            using (batch.Rows)
                parts.AddRange(batch.Parts.ToArray());
        }
        return [.. parts];
    }

    public static List<string> Read(Dataset dataset, params string[] columns) =>
        [.. Tables.Rows(dataset.Read(columns, CancellationToken.None).Select(batch => batch.Rows))
            .Select(row => string.Join('|', row.Select(cell => cell ?? "-")))];

    public static string Complaint(Func<object?> run) => Assert.ThrowsAny<DataException>(run).Message;
}

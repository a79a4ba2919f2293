using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>Finds the columns of windows among those of the source.</summary>
internal static class WindowColumns
{
    /// <summary>The section with the columns that are read and those that are answered written in.</summary>
    /// <exception cref="DataException">A column is not there, or of another type.</exception>
    public static WindowsConfig Resolve(DataConfig config, IReadOnlyList<Column> found)
    {
        var (windows, path) = (config.Windows!, config.Source.Path);
        var byName = found.ToDictionary(column => column.Name, StringComparer.Ordinal);
        string[] others = [.. new[] { windows.Time, windows.Series, (config.Split as ColumnSplitConfig)?.Column }.OfType<string>()];
        var columns = windows.Columns
            ?? [.. found.Where(column => IsNumber(column) && !others.Contains(column.Name)).Select(column => column.Name)];
        TableFiles.RequireColumns(path, byName.Keys, columns.Concat(others), KeyOf);
        foreach (var name in columns.Where(name => !IsNumber(byName[name])))
            throw WrongType(path, byName[name], "data.windows.columns", "one of numbers", "number");
        if (columns.Count == 0)
            throw new DataException($"{path}: there is no column of numbers for data.windows to read.");
        if (columns.Contains(WindowsConfig.Next))
            throw new DataException($"{path}: there is a column \"{WindowsConfig.Next}\", as the steps to come are called. " +
                "Rename it, or name the others in data.windows.columns.");
        if (windows.Time is { } time && !byName[time].Type.IsNumeric())
            throw WrongType(path, byName[time], "data.windows.time", "one of dates or numbers", "datetime");
        if (windows.Forecast is { } forecast)
            TableFiles.RequireColumns(path, columns.ToList(), forecast, _ => "data.windows.forecast");
        return windows with { Columns = columns, Forecast = windows.Forecast ?? columns };

        string KeyOf(string name) =>
            name == windows.Time ? "data.windows.time" : name == windows.Series ? "data.windows.series" : "data.windows.columns";
    }

    private static bool IsNumber(Column column) => column.Type is ColumnType.Number or ColumnType.Integer;

    private static DataException WrongType(string path, Column column, string key, string needed, string type) => new(
        $"{path}: column \"{column.Name}\" ({key}) is of type {column.Type.ToString().ToLowerInvariant()}, not {needed}. " +
        $"Declare {KeyPath.Join("data", "columns", column.Name)} as {type}, or name another column.");
}

using Apache.Arrow;

namespace DeepPipe.Features;

/// <summary>Finds a column of canonical rows.</summary>
internal static class CanonicalColumn
{
    /// <exception cref="ArgumentException">The column is not there, or is not in canonical form.</exception>
    public static T Of<T>(RecordBatch rows, string name) where T : class, IArrowArray
    {
        var index = rows.Schema.GetFieldIndex(name, StringComparer.Ordinal);
        if (index < 0)
            throw new ArgumentException($"The rows have no column \"{name}\".", nameof(rows));
        return rows.Column(index) as T ?? throw new ArgumentException(
            $"Column \"{name}\" is a {rows.Column(index).GetType().Name}, not a {typeof(T).Name}.", nameof(rows));
    }

    /// <summary>The text of a row of a column of categories; null where it is missing.</summary>
    public static string? TextAt(IArrowArray column, int row) => column switch
    {
        StringArray texts => texts.GetString(row),
        DictionaryArray { Indices: Int32Array indices, Dictionary: StringArray entries } =>
            indices.GetValue(row) is { } entry ? entries.GetString(entry) : null,
        _ => throw new ArgumentException($"A column of categories is a {column.GetType().Name}, not text.", nameof(column)),
    };
}

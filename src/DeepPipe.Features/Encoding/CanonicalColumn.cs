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
}

using Apache.Arrow;

namespace DeepPipe.Encoders;

internal static class Cells
{
    /// <exception cref="ArgumentException">The column is of another type.</exception>
    public static T Of<T>(IArrowArray column) where T : class, IArrowArray => column as T
        ?? throw new ArgumentException($"The column is a {column.GetType().Name}, not a {typeof(T).Name}.", nameof(column));
}

using Apache.Arrow;

namespace DeepPipe.Encoders;

/// <summary>Encodes cells into blocks. Any number of threads may encode at once.</summary>
public interface ICellEncoder
{
    /// <summary>Encodes <paramref name="count"/> cells from <paramref name="first"/> on.</summary>
    /// <param name="column">A column in canonical form, of the type that the encoding is for; null cells are missing.</param>
    /// <param name="first">The first cell.</param>
    /// <param name="count">How many.</param>
    /// <param name="blocks">The rows' blocks one behind the other, in the machine's byte order; all of it is written.</param>
    /// <exception cref="CellException">A cell cannot be encoded.</exception>
    /// <exception cref="ArgumentException">The column is of another type.</exception>
    void Encode(IArrowArray column, int first, int count, Span<byte> blocks);
}

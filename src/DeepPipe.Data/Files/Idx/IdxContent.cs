using System.Buffers.Binary;
using System.Globalization;

namespace DeepPipe.Data;

/// <summary>
/// The bytes behind the header of an IDX file (http://yann.lecun.com/exdb/mnist): two zeros, a type code, the number of dimensions, their
/// sizes as big-endian int32, then the values, the last dimension fastest. Only unsigned bytes are read.
/// </summary>
internal sealed class IdxContent : IDisposable
{
    private const byte UnsignedByte = 0x08;
    private const int MostDimensions = 4;
    private readonly string path;
    private readonly Stream stream;

    private IdxContent(string path, Stream stream)
    {
        this.path = path;
        this.stream = stream;
        Sizes = Header();
    }

    /// <summary>The sizes of the dimensions; that of the rows, which comes first, may be 0.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <exception cref="DataException">It is no IDX file of bytes.</exception>
    public static IdxContent Open(string path)
    {
        TableFile.RequireFile(path);
        var stream = Gzip.OpenContent(path);
        try
        {
            return new IdxContent(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next rows.</summary>
    /// <param name="bytes">Takes them; whole rows.</param>
    /// <param name="firstRow">The number of the first, from 1.</param>
    /// <exception cref="DataException">The file ends before.</exception>
    public void Read(Span<byte> bytes, long firstRow)
    {
        var length = Guard(bytes);
        if (length == bytes.Length)
            return;
        var rowBytes = Sizes.Skip(1).Aggregate(1L, (product, size) => product * size);
        throw new DataException(string.Create(CultureInfo.InvariantCulture,
            $"{path}: ends in row {firstRow + (length / rowBytes)} of the {Sizes[0]} that its header tells. Copy or download the file again."));
    }

    /// <exception cref="DataException">There are bytes behind the last row.</exception>
    public void RequireEnd()
    {
        if (Guard(new byte[1]) > 0)
            throw new DataException($"{path}: has bytes behind the last of the {Sizes[0]} rows that its header tells. Copy or download the file again.");
    }

    public void Dispose() => stream.Dispose();

    private int[] Header()
    {
        Span<byte> head = stackalloc byte[4 + (MostDimensions * sizeof(int))];
        var length = Guard(head[..4]);
        if (length < 4 || head[0] != 0 || head[1] != 0 || head[3] == 0)
            throw new DataException($"{path}: is no IDX file: it begins with {Convert.ToHexString(head[..length])}. Expected 0000, a type and a number of dimensions.");
        if (head[2] != UnsignedByte)
            throw new DataException($"{path}: holds IDX values of type 0x{head[2]:X2}. Expected unsigned bytes, 0x08.");
        if (head[3] > MostDimensions)
            throw new DataException($"{path}: has {head[3]} dimensions. Expected at most {MostDimensions}.");
        var sizes = new int[head[3]];
        if (Guard(head[..(sizes.Length * sizeof(int))]) < sizes.Length * sizeof(int))
            throw new DataException($"{path}: ends within its header. Copy or download the file again.");
        for (var dimension = 0; dimension < sizes.Length; dimension++)
            sizes[dimension] = BinaryPrimitives.ReadInt32BigEndian(head[(dimension * sizeof(int))..]);
        if (sizes[0] < 0 || sizes.Skip(1).Any(size => size < 1) || sizes.Skip(1).Aggregate(1.0, (product, size) => product * size) > Array.MaxLength)
            throw new DataException($"{path}: has the sizes {string.Join(" x ", sizes)}. Expected rows of at least one byte. Copy or download the file again.");
        return sizes;
    }

    private int Guard(Span<byte> bytes)
    {
        try
        {
            return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw Gzip.Damaged(path, e);
        }
    }
}

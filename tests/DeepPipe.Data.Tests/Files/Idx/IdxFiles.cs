using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepPipe.Data.Tests;

/// <summary>IDX files that a test writes.</summary>
internal static class IdxFiles
{
    /// <summary>The bytes of an IDX file of unsigned bytes.</summary>
    public static byte[] Bytes(int[] sizes, params byte[] values)
    {
        var bytes = new byte[4 + (4 * sizes.Length) + values.Length];
        (bytes[2], bytes[3]) = (0x08, (byte)sizes.Length);
        for (var dimension = 0; dimension < sizes.Length; dimension++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * dimension)), sizes[dimension]);
        values.CopyTo(bytes, 4 + (4 * sizes.Length));
        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}

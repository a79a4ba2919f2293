using System.Security.Cryptography;

namespace DeepPipe.Storage;

/// <summary>SHA-256 (FIPS 180-4) of files, as 64 lower-case hexadecimal digits.</summary>
public static class Sha256
{
    /// <summary>The hash of a file's bytes, read as a stream.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The hash of bytes at hand.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DeepPipe.Torch;

/// <summary>Loads TorchSharp's native bridge, also where the host's libstdc++ is older than the one that it was linked with.</summary>
/// <remarks>
/// TorchSharp 0.107's bridge asks for version GLIBCXX_3.4.32 of libstdc++, which Debian 12 and Ubuntu 22.04 lack. The only symbol
/// behind that version is never used. A copy of the bridge with the requirement marked weak loads: one bit of the ELF section
/// <c>.gnu.version_r</c>. The copy lies in the user's cache under the hash of the original, so that several processes and several
/// versions never meet; the original, which may be linked to the package cache, stays as it is.
/// </remarks>
internal static class BridgeLibrary
{
    internal const string FileName = "libLibTorchSharp.so";
    private const string UnusedRequirement = "GLIBCXX_3.4.32";

    /// <returns>Whether the mended copy was needed.</returns>
    internal static bool Load(string path)
    {
        if (!File.Exists(path))
            throw new LibTorchException($"\"{path}\" is missing. Reference the package TorchSharp, and publish for one platform.");
        try
        {
            NativeLibrary.Load(path);
            return false;
        }
        catch (DllNotFoundException failure) when (failure.Message.Contains(UnusedRequirement, StringComparison.Ordinal))
        {
            LoadMended(path, CacheFolder());
            return true;
        }
        catch (DllNotFoundException failure)
        {
            throw new LibTorchException($"\"{path}\" does not load: {failure.Message}", failure);
        }
    }

    internal static void LoadMended(string path, string cacheFolder)
    {
        try
        {
            NativeLibrary.Load(MendedCopy(path, cacheFolder));
        }
        catch (Exception failure) when (failure is DllNotFoundException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new LibTorchException(
                $"TorchSharp's bridge needs a newer libstdc++ than this host has ({UnusedRequirement}), and a copy that does not could "
                + $"not be used from \"{cacheFolder}\": {failure.Message} Let XDG_CACHE_HOME name a folder that can be written.", failure);
        }
    }

    /// <summary>The mended copy of a bridge, made where it is not there yet or is damaged. Several processes may do this at once.</summary>
    internal static string MendedCopy(string path, string cacheFolder)
    {
        var library = File.ReadAllBytes(path);
        var folder = Path.Combine(cacheFolder, Convert.ToHexStringLower(SHA256.HashData(library))[..16]);
        var copy = Path.Combine(folder, FileName);
        ElfVersionRequirements.MarkWeak(library, UnusedRequirement);
        if (File.Exists(copy) && File.ReadAllBytes(copy).AsSpan().SequenceEqual(library))
            return copy;

        Directory.CreateDirectory(folder);
        var temporary = $"{copy}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            File.WriteAllBytes(temporary, library);
            File.Move(temporary, copy, overwrite: true);   // atomic; whoever comes second puts the same bytes there
        }
        finally
        {
            File.Delete(temporary);
        }
        return copy;
    }

    private static string CacheFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "deeppipe", "native");
    }
}

using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>Loads the assembly of a user's network, and what it references beside what is loaded already.</summary>
/// <remarks>The file is read into memory, so that it may be built again while a run goes on.</remarks>
internal sealed class NetworkAssembly : AssemblyLoadContext
{
    private static readonly ConcurrentDictionary<string, Assembly> Loaded = new();

    private readonly AssemblyDependencyResolver resolver;

    private NetworkAssembly(string path) : base(Path.GetFileNameWithoutExtension(path)) => resolver = new(path);

    /// <summary>The SHA-256 of the file in lower-case hexadecimal digits.</summary>
    public static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>The assembly; null, and the problem of the key <c>assembly</c>, where it cannot be loaded.</summary>
    public static Assembly? Open(string path, out Problem? problem)
    {
        problem = null;
        try
        {
            var bytes = File.ReadAllBytes(path);
            return Loaded.GetOrAdd($"{path} {Convert.ToHexStringLower(SHA256.HashData(bytes))}", _ =>
            {
                using var stream = new MemoryStream(bytes);
                return new NetworkAssembly(path).LoadFromStream(stream);
            });
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = new("assembly", path, "a .NET assembly that is there") { Hint = "Build it first: dotnet build -c Release" };
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            problem = new("assembly", path, "a .NET assembly that can be read") { Hint = failure.Message };
        }
        return null;
    }

    // DeepPipe and TorchSharp must be those of this process, or their types would be others.
    protected override Assembly? Load(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(name);
        }
        catch (FileNotFoundException)
        {
            return resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
        }
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string name) =>
        resolver.ResolveUnmanagedDllToPath(name) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}

using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepPipe.Torch;

/// <summary>The version of libtorch: the one that this build is bound to, and the one that is loaded.</summary>
public static class LibTorchVersion
{
    /// <summary>The version whose layouts the capture knows, and whose C++ interface TorchSharp's bridge was compiled against.</summary>
    public const string Wanted = "2.10.0";

    /// <summary>The environment variable that, set to 1, lets another minor version of libtorch through, at the user's risk.</summary>
    public const string ForceVariable = "DEEPPIPE_LIBTORCH_FORCE";

    /// <summary>The version of TorchSharp.</summary>
    public static string TorchSharp { get; } =
        typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The version of the loaded library, by its own word.</summary>
    /// <returns>A version such as <c>2.10.0</c>, or <c>unknown</c> where the library does not say.</returns>
    public static string Loaded() => Of(LibTorch.CoreLibrary);

    internal static unsafe string Of(nint library)
    {
        if (library == 0 || !NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out var address))
            return "unknown";
        var version = ((delegate* unmanaged<ulong>)address)();   // a byte each: major, minor, patch, from the top
        return $"{version >> 56}.{(version >> 48) & 0xff}.{(version >> 40) & 0xff}";
    }

    /// <summary>Refuses a libtorch of another minor version: neither TorchSharp's bridge nor the tracer's layouts are known to fit it.</summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    /// <param name="folder">Where it came from.</param>
    /// <exception cref="LibTorchException">Another minor version is loaded, and the user does not force it.</exception>
    internal static void RequireWanted(nint library, string folder)
    {
        var found = Of(library);
        if (Minor(found) == Minor(Wanted) || Environment.GetEnvironmentVariable(ForceVariable) == "1")
            return;
        throw new LibTorchException(
            $"The libtorch in {folder} is version {found}; this build is bound to {Wanted}. Use that one, or set {ForceVariable}=1 at your "
            + "own risk.");
    }

    private static string Minor(string version) => string.Join('.', version.Split('.').Take(2));
}

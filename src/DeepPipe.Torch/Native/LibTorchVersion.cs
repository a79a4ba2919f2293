using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepPipe.Torch;

/// <summary>The version of libtorch: the one that this build is bound to, and the one that is loaded.</summary>
public static class LibTorchVersion
{
    /// <summary>The version whose layouts the capture knows, and whose C++ interface TorchSharp's bridge was compiled against.</summary>
    public const string Wanted = "2.10.0";

    /// <summary>The loaded library's own word. <see cref="LibTorch.Load"/> comes first.</summary>
    /// <returns>A version such as <c>2.10.0</c>, with a build suffix if there is one.</returns>
    public static string Loaded() => torch.__version__;

    /// <summary>The version of TorchSharp.</summary>
    public static string TorchSharp { get; } =
        typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}

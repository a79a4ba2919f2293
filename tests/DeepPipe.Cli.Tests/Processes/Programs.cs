using System.Reflection;

namespace DeepPipe.Cli.Tests;

/// <summary>The built programs; MSBuild tells where they lie.</summary>
internal static class Programs
{
    /// <summary>deeppipe.</summary>
    public static string DeepPipe { get; } = Program("DeepPipe.Cli", "deeppipe");

    /// <summary>deeppipe-host.</summary>
    public static string Host { get; } = Program("DeepPipe.Host", "deeppipe-host");

    private static string Program(string assembly, string command)
    {
        var path = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == assembly).Value!;
        return Path.Combine(Path.GetDirectoryName(path)!, OperatingSystem.IsWindows() ? $"{command}.exe" : command);
    }
}

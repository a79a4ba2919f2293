using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DeepPipe.Benchmarks;

/// <summary>Where and when something was measured, and with what.</summary>
/// <param name="Date">The day, in UTC.</param>
/// <param name="Facts">Hardware, operating system and versions, by name.</param>
internal sealed record Machine(string Date, IReadOnlyDictionary<string, string> Facts)
{
    private static readonly IReadOnlyList<string> Packages =
        ["TorchSharp", "libtorch-cpu-linux-x64", "Microsoft.ML.OnnxRuntime", "Apache.Arrow", "ParquetSharp", "DuckDB.NET.Data.Full"];

    /// <summary>This machine, with the load that it bears at the moment.</summary>
    public static Machine Now() => new(
        DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        new Dictionary<string, string>
        {
            ["processor"] = $"{Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores",
            ["memory"] = $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB",
            ["load when begun (1, 5, 15 minutes)"] = string.Join(", ", Text("/proc/loadavg").Split(' ').Take(3)),
            ["operating system"] = Field("/etc/os-release", "PRETTY_NAME").Trim('"'),
            [".NET"] = RuntimeInformation.FrameworkDescription,
            ["packages"] = string.Join(", ", PackageVersions()),
        });

    private static IEnumerable<string> PackageVersions()
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(typeof(Machine).Assembly.Location, ".deps.json")));
        var libraries = dependencies.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')).ToList();
        return libraries.Where(library => Packages.Contains(library[0])).Select(library => $"{library[0]} {library[1]}");
    }

    private static string Field(string path, string name) =>
        Text(path).Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split([':', '='], 2)[1].Trim() ?? "unknown";

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}

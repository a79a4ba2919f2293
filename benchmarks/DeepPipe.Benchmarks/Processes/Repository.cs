namespace DeepPipe.Benchmarks;

/// <summary>Where the repository and its built commands lie.</summary>
internal static class Repository
{
    /// <summary>The folder that holds DeepPipe.sln.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Deeppipe => Command("DeepPipe.Cli", "deeppipe");

    public static string DeeppipeHost => Command("DeepPipe.Host", "deeppipe-host");

    public static string Config(string name) => Path.Combine(Root, "configs", name);

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    // The commands are built as this program is: .../bin/Release/net10.0/linux-x64/.
    private static string Command(string project, string command)
    {
        var own = Path.GetRelativePath(Path.Combine(Root, "benchmarks", "DeepPipe.Benchmarks"), AppContext.BaseDirectory);
        return Path.Combine(Root, "src", project, own, command);
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "DeepPipe.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks lie in no repository."));
}

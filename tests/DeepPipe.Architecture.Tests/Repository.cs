namespace DeepPipe.Architecture.Tests;

/// <summary>The checkout that these tests were built in.</summary>
internal static class Repository
{
    private const string TestProject = "DeepPipe.Architecture.Tests";
    private static readonly string[] CodeFolders = ["src", "tests", "benchmarks", "samples"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The projects under src/.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } = ProjectFilesUnder("src").Select(ProjectFile.Read).ToList();

    /// <summary>All project files, as paths from the root.</summary>
    public static IReadOnlyList<string> ProjectPaths { get; } = CodeFolders.SelectMany(ProjectFilesUnder).Select(FromRoot).ToList();

    /// <summary>All C# files that people write, as paths from the root.</summary>
    public static IReadOnlyList<string> CodePaths { get; } = CodeFolders.SelectMany(folder => FilesUnder(folder, "*.cs")).Select(FromRoot).ToList();

    /// <summary>The folder that a project of src/ was built into, together with these tests.</summary>
    public static string OutputFolder(string project) =>
        Path.Combine(Root, "src", project, Path.GetRelativePath(Path.Combine(Root, "tests", TestProject), AppContext.BaseDirectory));

    public static BuiltAssembly Assembly(ProjectFile project) =>
        BuiltAssembly.Read(Path.Combine(OutputFolder(project.Name), $"{project.Name}.dll"));

    private static string FromRoot(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> ProjectFilesUnder(string folder) => FilesUnder(folder, "*.csproj");

    private static IEnumerable<string> FilesUnder(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Where(IsWritten).Order(StringComparer.Ordinal)
            : [];
    }

    private static bool IsWritten(string path) => !FromRoot(path).Split('/').Any(part => part is "bin" or "obj");

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "DeepPipe.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run from a checkout."));
}

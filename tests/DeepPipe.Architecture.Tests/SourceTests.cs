using System.Text.RegularExpressions;

namespace DeepPipe.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int LineLimit = 400;
    private const string LongTrait = "Trait(\"Category\", " + "\"Long\")";   // in two, so that this line is not one

    /// <summary>Files that may be longer, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    [Fact]
    public void A_file_is_short_or_has_a_reason() =>
        Assert.Equal(
            LongFiles.Keys.Order(StringComparer.Ordinal),
            Repository.CodePaths.Where(path => File.ReadLines(Path.Combine(Repository.Root, path)).Count() > LineLimit));

    [Fact]
    public void A_name_says_what_it_is_of() =>
        Assert.DoesNotContain(Repository.CodePaths, path => path.Split('/').Any(part => SaysNothing().IsMatch(part)));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "DeepPipe.sln")).Replace('\\', '/');
        Assert.DoesNotContain(Repository.ProjectPaths, path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_names_every_project()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var rooms = Repository.Projects.Select(project => DependencyTable.Room(project.Name));
        Assert.DoesNotContain(rooms, room => !readme.Contains($"| `{room}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_test_runs_only_when_it_is_asked_for() =>
        Assert.Empty(
            from path in Repository.CodePaths
            from line in File.ReadLines(Path.Combine(Repository.Root, path))
            where line.Contains(LongTrait, StringComparison.Ordinal) && !line.Contains("Explicit = true", StringComparison.Ordinal)
            select $"{path}: {line.Trim()}");

    [Fact]
    public void Public_types_live_in_the_namespace_of_their_project() =>
        Assert.Empty(
            from project in Repository.Projects
            from type in Repository.Assembly(project).PublicTypes
            where type.Namespace != project.Name
            select $"{project.Name}.dll has the type {type.Namespace}.{type.Name}");

    // A word that ends a name names the thing: "CoreLibrary" is a library, "TensorHelpers" is nothing.
    [GeneratedRegex(@"(Util|Utility|Utils|Utilities|Helper|Helpers|Common|Misc|Shared|Core)(\.cs)?$")]
    private static partial Regex SaysNothing();
}

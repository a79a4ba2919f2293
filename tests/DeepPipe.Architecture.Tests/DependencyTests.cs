namespace DeepPipe.Architecture.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void The_table_names_every_project_and_nothing_else() =>
        Assert.Equal(
            DependencyTable.MayReference.Keys.Order(StringComparer.Ordinal),
            Repository.Projects.Select(project => DependencyTable.Room(project.Name)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_references_only_whom_the_table_allows() =>
        Assert.Empty(
            from project in Repository.Projects
            from other in project.Projects
            where !MayReference(project, other)
            select $"{project.Name} references {other}");

    [Fact]
    public void A_built_assembly_knows_only_whom_the_table_allows() =>
        Assert.Empty(
            from project in Repository.Projects
            from other in Repository.Assembly(project).References
            where other == "DeepPipe" || other.StartsWith("DeepPipe.", StringComparison.Ordinal)
            where !MayReference(project, other)
            select $"{project.Name}.dll uses {other}.dll");

    [Fact]
    public void The_table_has_no_circle() =>
        Assert.DoesNotContain(DependencyTable.MayReference.Keys, room => Reachable(room).Contains(room));

    [Fact]
    public void The_host_reaches_no_room_that_sees_torch() =>
        Assert.Empty(Reachable("Host").Intersect(DependencyTable.TorchRooms));

    [Fact]
    public void The_built_host_carries_no_torch()
    {
        var folder = Repository.OutputFolder("DeepPipe.Host");
        Assert.DoesNotContain("torch", File.ReadAllText(Path.Combine(folder, "DeepPipe.Host.deps.json")), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories),
            path => Path.GetFileName(path).Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    private static bool MayReference(ProjectFile project, string other) =>
        DependencyTable.MayReference[DependencyTable.Room(project.Name)].Contains(DependencyTable.Room(other));

    private static HashSet<string> Reachable(string room)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>(DependencyTable.MayReference[room]);
        while (open.TryDequeue(out var next))
            if (found.Add(next))
                foreach (var behind in DependencyTable.MayReference[next])
                    open.Enqueue(behind);
        return found;
    }
}

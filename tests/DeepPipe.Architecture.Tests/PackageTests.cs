namespace DeepPipe.Architecture.Tests;

public sealed class PackageTests
{
    [Fact]
    public void A_package_is_named_by_its_owners_alone() =>
        Assert.Empty(
            from project in Repository.Projects
            from package in project.Packages
            where !Owns(project, package.Id)
            select $"{project.Name} names {package.Id}");

    [Fact]
    public void A_built_assembly_uses_only_the_packages_that_its_project_owns() =>
        Assert.Empty(
            from project in Repository.Projects
            from assembly in Repository.Assembly(project).References
            where !IsOfTheFramework(assembly) && !IsOurs(assembly)
            where !Owns(project, DependencyTable.PackageOfAssembly.GetValueOrDefault(assembly, assembly))
            select $"{project.Name}.dll uses {assembly}.dll");

    [Fact]
    public void Whoever_references_a_project_does_not_compile_against_its_packages() =>
        Assert.Empty(
            from project in Repository.Projects
            from package in project.Packages
            where package.PrivateAssets is not ("compile" or "all") && !HasNothingToCompileAgainst(package.Id)
            where !DependencyTable.PackagesInTheApi.TryGetValue(package.Id, out var rooms) || !rooms.Contains(DependencyTable.Room(project.Name))
            select $"{project.Name} hands on {package.Id}");

    private static bool Owns(ProjectFile project, string package) =>
        DependencyTable.PackageOwners.TryGetValue(package, out var owners) && owners.Contains(DependencyTable.Room(project.Name));

    private static bool IsOurs(string assembly) => assembly == "DeepPipe" || assembly.StartsWith("DeepPipe.", StringComparison.Ordinal);

    private static bool IsOfTheFramework(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{assembly}.dll"));

    // libtorch alone, for a processor or a graphics card.
    private static bool HasNothingToCompileAgainst(string package) => package is "libtorch-cpu-linux-x64" or "TorchSharp-cuda-linux";
}

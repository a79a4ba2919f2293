using System.Xml.Linq;

namespace DeepPipe.Architecture.Tests;

/// <summary>What a project file says that it references.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<PackageUse> Packages)
{
    public static ProjectFile Read(string path)
    {
        var document = XDocument.Load(path);
        return new ProjectFile(
            Path.GetFileNameWithoutExtension(path),
            Includes(document, "ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Include)).ToList(),
            Includes(document, "PackageReference").Select(item => new PackageUse(item.Include, PrivateAssets(item.Element))).ToList());
    }

    private static IEnumerable<(string Include, XElement Element)> Includes(XDocument document, string name) =>
        document.Descendants(name).Select(element => (element.Attribute("Include")!.Value, element));

    private static string? PrivateAssets(XElement reference) => reference.Attribute("PrivateAssets")?.Value;
}

/// <summary>A package that a project names.</summary>
/// <param name="Id">The package.</param>
/// <param name="PrivateAssets">What of it those who reference the project do not get; null for nothing.</param>
internal sealed record PackageUse(string Id, string? PrivateAssets);

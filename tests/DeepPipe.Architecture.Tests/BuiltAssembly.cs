using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DeepPipe.Architecture.Tests;

/// <summary>What the metadata of an assembly says; nothing of it is loaded.</summary>
/// <param name="References">The assemblies that it was compiled against and uses.</param>
/// <param name="PublicTypes">The full names of its public types, nested ones left out.</param>
internal sealed record BuiltAssembly(IReadOnlyList<string> References, IReadOnlyList<(string Namespace, string Name)> PublicTypes)
{
    public static BuiltAssembly Read(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return new BuiltAssembly(
            metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList(),
            metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(IsPublic)
                .Select(type => (metadata.GetString(type.Namespace), metadata.GetString(type.Name))).ToList());
    }

    private static bool IsPublic(TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public;
}

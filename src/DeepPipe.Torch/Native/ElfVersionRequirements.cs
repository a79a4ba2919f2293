using System.Buffers.Binary;
using System.Text;

namespace DeepPipe.Torch;

/// <summary>The symbol versions that a shared library asks of others: ELF section <c>.gnu.version_r</c>.</summary>
/// <remarks>64-bit little-endian ELF. Layouts: System V ABI, and the Linux Standard Base, "Symbol Versioning".</remarks>
internal static class ElfVersionRequirements
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe;   // SHT_GNU_verneed
    private const ushort Weak = 0x2;                           // VER_FLG_WEAK

    /// <summary>Marks every requirement of that name weak: the loader then goes on where the version is missing.</summary>
    /// <exception cref="InvalidDataException">The library is not 64-bit little-endian ELF, is damaged, or has no such requirement.</exception>
    internal static void MarkWeak(Span<byte> library, string version)
    {
        if (library is not [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, ..])
            throw new InvalidDataException("The library is not a 64-bit little-endian ELF file.");

        bool found;
        try
        {
            var (needs, strings) = VersionSections(library);
            found = MarkIn(library, needs, strings, version);
        }
        catch (Exception failure) when (failure is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The library is cut off or damaged.", failure);
        }
        if (!found)
            throw new InvalidDataException($"The library does not require {version}.");
    }

    private static (int Needs, int Strings) VersionSections(ReadOnlySpan<byte> library)
    {
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(library[0x28..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(library[0x3A..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(library[0x3C..]);
        for (var index = 0; index < count; index++)
        {
            var header = library.Slice(sections + index * size, size);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != SectionTypeVersionNeeds)
                continue;
            var link = (int)BinaryPrimitives.ReadUInt32LittleEndian(header[0x28..]);
            return (Offset(header), Offset(library.Slice(sections + link * size, size)));
        }
        throw new InvalidDataException("The library has no section .gnu.version_r.");
    }

    private static int Offset(ReadOnlySpan<byte> sectionHeader) => (int)BinaryPrimitives.ReadInt64LittleEndian(sectionHeader[0x18..]);

    // Elf64_Verneed {version, count, file, aux, next}, each followed through aux by Elf64_Vernaux {hash, flags, other, name, next}.
    private static bool MarkIn(Span<byte> library, int need, int strings, string version)
    {
        var found = false;
        for (var more = true; more;)
        {
            var count = BinaryPrimitives.ReadUInt16LittleEndian(library[(need + 2)..]);
            var entry = need + (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(need + 8)..]);
            for (; count > 0; count--)
            {
                var name = strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(entry + 8)..]);
                if (TextAt(library, name) == version)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(library[(entry + 4)..], Weak);
                    found = true;
                }
                entry += (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(entry + 12)..]);
            }
            var next = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(library[(need + 12)..]));   // forward, or this never ends
            more = next != 0;
            need += next;
        }
        return found;
    }

    private static string TextAt(ReadOnlySpan<byte> library, int offset)
    {
        var text = library[offset..];
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }
}

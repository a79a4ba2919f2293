using System.Buffers.Binary;
using System.Text;

namespace DeepPipe.Torch.Tests;

/// <summary>A shared library of nothing but the versions that it requires: header, strings, section .gnu.version_r, section headers.</summary>
internal sealed class TinyElf
{
    private const int HeaderBytes = 64;
    private const int SectionHeaderBytes = 64;
    private const int EntryBytes = 16;   // Elf64_Verneed and Elf64_Vernaux alike
    private const uint StringTable = 3;
    private const uint VersionNeeds = 0x6ffffffe;

    private readonly List<(string Version, int Offset)> flags = [];

    private TinyElf(IReadOnlyList<(string Library, string[] Versions)> needs)
    {
        var table = new MemoryStream();
        table.WriteByte(0);
        var names = needs.Select(need => need.Versions.Select(version => Add(table, version)).ToArray()).ToArray();
        var files = needs.Select(need => Add(table, need.Library)).ToArray();
        var stringBytes = table.ToArray();

        var needsOffset = HeaderBytes + stringBytes.Length;
        var needsLength = needs.Sum(need => EntryBytes * (1 + need.Versions.Length));
        Bytes = new byte[needsOffset + needsLength + 3 * SectionHeaderBytes];
        stringBytes.CopyTo(Bytes, HeaderBytes);
        WriteHeader(needsOffset + needsLength);
        WriteSection(needsOffset + needsLength, 1, StringTable, HeaderBytes, link: 0);
        WriteSection(needsOffset + needsLength, 2, VersionNeeds, needsOffset, link: 1);
        WriteNeeds(needs, needsOffset, files, names);
    }

    public byte[] Bytes { get; }

    public static TinyElf Requiring(params IReadOnlyList<(string Library, string[] Versions)> needs) => new(needs);

    /// <summary>Where the flags of the requirements of that name lie.</summary>
    public IEnumerable<int> FlagsOf(string version) => flags.Where(entry => entry.Version == version).Select(entry => entry.Offset);

    /// <summary>Where the type of the section .gnu.version_r lies.</summary>
    public int VersionSectionType => Bytes.Length - SectionHeaderBytes + 4;

    private static int Add(MemoryStream table, string text)
    {
        var offset = (int)table.Position;
        table.Write(Encoding.ASCII.GetBytes(text + '\0'));
        return offset;
    }

    private void WriteHeader(int sectionHeaders)
    {
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(0x28), sectionHeaders);
        BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(0x3A), SectionHeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(0x3C), 3);
    }

    private void WriteSection(int headers, int index, uint type, int offset, uint link)
    {
        var header = Bytes.AsSpan(headers + index * SectionHeaderBytes, SectionHeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
        BinaryPrimitives.WriteInt64LittleEndian(header[0x18..], offset);
        BinaryPrimitives.WriteUInt32LittleEndian(header[0x28..], link);
    }

    private void WriteNeeds(IReadOnlyList<(string Library, string[] Versions)> needs, int offset, int[] files, int[][] names)
    {
        for (var index = 0; index < needs.Count; index++)
        {
            var versions = needs[index].Versions;
            var next = index == needs.Count - 1 ? 0 : EntryBytes * (1 + versions.Length);
            WriteNeed(Bytes.AsSpan(offset), versions.Length, files[index], next);
            for (var entry = 0; entry < versions.Length; entry++)
            {
                offset += EntryBytes;
                WriteVersion(Bytes.AsSpan(offset), names[index][entry], entry == versions.Length - 1 ? 0 : EntryBytes);
                flags.Add((versions[entry], offset + 4));
            }
            offset += EntryBytes;
        }
    }

    private static void WriteNeed(Span<byte> need, int versionCount, int file, int next)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(need, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(need[2..], (ushort)versionCount);
        BinaryPrimitives.WriteInt32LittleEndian(need[4..], file);
        BinaryPrimitives.WriteInt32LittleEndian(need[8..], EntryBytes);
        BinaryPrimitives.WriteInt32LittleEndian(need[12..], next);
    }

    private static void WriteVersion(Span<byte> entry, int name, int next)
    {
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], name);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], next);
    }
}

using CsCheck;

namespace DeepPipe.Torch.Tests;

public sealed class ElfVersionRequirementsTests
{
    private const string Newest = "GLIBCXX_3.4.32";

    [Fact]
    public void Marking_changes_the_flags_of_that_requirement_and_no_other_byte()
    {
        var library = TinyElf.Requiring(
            ("libc.so.6", ["GLIBC_2.17", "GLIBC_2.34"]), ("libstdc++.so.6", ["GLIBCXX_3.4", Newest, "GLIBCXX_3.4.3"]));
        var marked = Marked(library, Newest);
        Assert.Equal(library.FlagsOf(Newest), Differences(library.Bytes, marked));
        Assert.Equal(2, marked[library.FlagsOf(Newest).Single()]);
    }

    [Fact]
    public void A_requirement_of_several_libraries_is_marked_in_each()
    {
        var library = TinyElf.Requiring(("liba.so", [Newest]), ("libb.so", ["B_1", Newest]), ("libc.so", ["C_1"]));
        Assert.Equal(2, library.FlagsOf(Newest).Count());
        Assert.Equal(library.FlagsOf(Newest), Differences(library.Bytes, Marked(library, Newest)));
    }

    [Fact]
    public void Marking_twice_is_marking_once()
    {
        var library = TinyElf.Requiring(("libstdc++.so.6", [Newest]));
        var once = Marked(library, Newest);
        var twice = once.ToArray();
        ElfVersionRequirements.MarkWeak(twice, Newest);
        Assert.Equal(once, twice);
    }

    [Fact]
    public void A_library_without_the_requirement_is_refused() =>
        Assert.Equal("The library does not require GLIBCXX_3.4.32.", Refusal(TinyElf.Requiring(("libstdc++.so.6", ["GLIBCXX_3.4.3"])).Bytes));

    [Fact]
    public void A_library_without_the_section_is_refused()
    {
        var library = TinyElf.Requiring(("libstdc++.so.6", [Newest]));
        library.Bytes[library.VersionSectionType] = 0;
        Assert.Equal("The library has no section .gnu.version_r.", Refusal(library.Bytes));
    }

    [Theory]
    [InlineData(0, 'M')]   // a Windows file
    [InlineData(4, 1)]     // 32 bits
    [InlineData(5, 2)]     // big-endian
    public void Another_format_is_refused(int offset, int value)
    {
        var library = TinyElf.Requiring(("libstdc++.so.6", [Newest])).Bytes;
        library[offset] = (byte)value;
        Assert.Equal("The library is not a 64-bit little-endian ELF file.", Refusal(library));
    }

    [Fact]
    public void A_library_that_is_cut_off_anywhere_is_refused()
    {
        var library = TinyElf.Requiring(("libc.so.6", ["GLIBC_2.17"]), ("libstdc++.so.6", ["GLIBCXX_3.4", Newest])).Bytes;
        for (var length = 6; length < library.Length; length++)
            Assert.Equal("The library is cut off or damaged.", Refusal(library[..length]));
    }

    [Fact]
    public void A_damaged_library_is_marked_or_refused_and_never_anything_else()
    {
        var library = TinyElf.Requiring(("libc.so.6", ["GLIBC_2.17"]), ("libstdc++.so.6", ["GLIBCXX_3.4", Newest])).Bytes;
        Gen.Select(Gen.Int[0, library.Length - 1], Gen.Byte).Array[1, 8].Sample(damages =>
        {
            var damaged = library.ToArray();
            foreach (var (offset, value) in damages)
                damaged[offset] = value;
            try
            {
                ElfVersionRequirements.MarkWeak(damaged, Newest);
            }
            catch (InvalidDataException)
            {
                // A refusal.
            }
        }, iter: 20_000);
    }

    private static byte[] Marked(TinyElf library, string version)
    {
        var marked = library.Bytes.ToArray();
        ElfVersionRequirements.MarkWeak(marked, version);
        return marked;
    }

    private static string Refusal(byte[] library) =>
        Assert.Throws<InvalidDataException>(() => ElfVersionRequirements.MarkWeak(library, Newest)).Message;

    private static IEnumerable<int> Differences(byte[] left, byte[] right) =>
        Enumerable.Range(0, left.Length).Where(index => left[index] != right[index]);
}

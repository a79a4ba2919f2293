using System.Runtime.InteropServices;
using System.Text.Json;
using Apache.Arrow;

namespace DeepPipe.Encoders.Tests;

public sealed class SetEncodingTests
{
    [Fact]
    public void Members_become_codes_and_the_rest_is_padding()
    {
        var encoding = new SetEncoding(["red", "blue"], "|", 3);
        Assert.Equal([3, 2, 0, 1, 2, 0, 0, 0, 0, 2, 3, 2], Encode(encoding, "blue | red", "green||red", null, "red|blue|red|blue"));
    }

    [Fact]
    public void An_encoding_reads_back_from_json()
    {
        CellEncoding encoding = new SetEncoding(["a", "b"], ", ", 2);
        var json = JsonSerializer.Serialize(encoding);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<CellEncoding>(json)));
        Assert.Contains("\"type\":\"set\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_hold_is_refused()
    {
        Assert.Equal("the separator is empty", new SetEncoding(["a"], "", 1).Problem());
        Assert.Equal("a member stands in the vocabulary twice", new SetEncoding(["a", "a"], "|", 1).Problem());
        Assert.Equal("the length is 0", new SetEncoding(["a"], "|", 0).Problem());
        Assert.Throws<InvalidOperationException>(() => new SetEncoding(["a"], "", 1).Open());
    }

    [Fact]
    public void A_slice_encodes_as_the_whole_does()
    {
        var encoding = new SetEncoding(["a", "b"], " ", 2);
        var column = Texts("a", "b a", null, "c");
        var part = new long[4];
        encoding.Open().Encode(column, 1, 2, MemoryMarshal.AsBytes(part.AsSpan()));
        Assert.Equal([3, 2, 0, 0], part);
    }

    private static long[] Encode(SetEncoding encoding, params string?[] cells)
    {
        var blocks = new long[cells.Length * encoding.Length];
        encoding.Open().Encode(Texts(cells), 0, cells.Length, MemoryMarshal.AsBytes(blocks.AsSpan()));
        return blocks;
    }

    private static StringArray Texts(params string?[] cells)
    {
        var builder = new StringArray.Builder();
        foreach (var cell in cells)
            builder.Append(cell);
        return builder.Build();
    }
}

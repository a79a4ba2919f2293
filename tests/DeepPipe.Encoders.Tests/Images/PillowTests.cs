using System.Text.Json;

namespace DeepPipe.Encoders.Tests;

/// <summary>Images as Pillow reads and scales them: scripts/fixtures/images.py.</summary>
public sealed class PillowTests
{
    private static readonly JsonElement Fixture = Read();

    [Fact]
    public void Images_are_scaled_as_Pillow_scales_them() => Assert.All(Fixture.GetProperty("scaled").EnumerateArray(), one =>
    {
        var (from, to) = (Image(one.GetProperty("from")), Image(one.GetProperty("to")));
        Assert.Equal(to.Values, to.Unscaled().Encode(from.Netpbm()));
    });

    [Fact]
    public void Colour_becomes_grey_as_in_Pillow()
    {
        var (from, to) = (Image(Fixture.GetProperty("grey").GetProperty("from")), Image(Fixture.GetProperty("grey").GetProperty("to")));
        Assert.Equal(to.Values, to.Unscaled().Encode(from.Netpbm()));
    }

    [Fact]
    public void Files_of_every_form_and_orientation_are_read_as_Pillow_reads_them() => Assert.All(Fixture.GetProperty("files").EnumerateArray(), one =>
    {
        var pixels = Image(one.GetProperty("pixels"));
        Assert.Equal(pixels.Values, pixels.Unscaled().Encode(one.GetProperty("file").GetBytesFromBase64()));
    });

    private static Pixels Image(JsonElement one) => new(
        one.GetProperty("height").GetInt32(), one.GetProperty("width").GetInt32(), one.GetProperty("channels").GetInt32(),
        one.GetProperty("values").GetBytesFromBase64());

    private static JsonElement Read()
    {
        using var stream = typeof(PillowTests).Assembly.GetManifestResourceStream("DeepPipe.Encoders.Tests.Fixtures.images.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}

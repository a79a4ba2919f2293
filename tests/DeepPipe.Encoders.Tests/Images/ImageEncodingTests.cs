using System.Text;
using System.Text.Json;
using CsCheck;

namespace DeepPipe.Encoders.Tests;

public sealed class ImageEncodingTests
{
    private static readonly Pixels Small = new(2, 3, 1, [10, 20, 30, 40, 50, 60]);

    [Fact]
    public void An_image_of_the_blocks_size_keeps_its_pixels_in_png_and_in_netpbm() => Pictures.AnyOfBoth.Sample(image =>
    {
        foreach (var resize in Enum.GetValues<ImageResize>())
        {
            var encoding = image.Unscaled() with { Resize = resize };
            Assert.Equal(image.Values, encoding.Encode(image.Png()));
            Assert.Equal(image.Values, encoding.Encode(image.Netpbm()));
            Assert.Equal(image.Values, encoding.Encode(image.Netpbm(" # width, height\n\t")));
        }
    }, iter: 100);

    [Fact]
    public void An_image_of_one_colour_stays_so_in_every_size() =>
        Gen.Select(Gen.Byte.Array[3], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.OneOf(ImageResize.Stretch, ImageResize.Crop))
            .Sample((pixel, height, width, targetHeight, targetWidth, resize) =>
            {
                var image = new Pixels(height, width, 3, [.. Enumerable.Repeat(pixel, height * width).SelectMany(one => one)]);
                var block = new ImageEncoding(targetHeight, targetWidth, 3, [0, 0, 0]) { Resize = resize }.Encode(image.Netpbm());
                Assert.Equal(Enumerable.Repeat(pixel, targetHeight * targetWidth).SelectMany(one => one), block);
            }, iter: 200);

    [Fact]
    public void What_is_cut_off_is_alike_on_both_sides()
    {
        var encoding = new ImageEncoding(2, 2, 1, [0]) { Resize = ImageResize.Crop };
        Assert.Equal([2, 3, 6, 7], encoding.Encode(new Pixels(2, 4, 1, [1, 2, 3, 4, 5, 6, 7, 8]).Netpbm()));
        Assert.Equal([3, 4, 5, 6], encoding.Encode(new Pixels(4, 2, 1, [1, 2, 3, 4, 5, 6, 7, 8]).Netpbm()));
        Assert.Equal([5, 5, 5, 5], encoding.Encode(new Pixels(4, 8, 1, [.. Enumerable.Repeat<byte[]>([9, 9, 5, 5, 5, 5, 9, 9], 4).SelectMany(row => row)]).Netpbm()));
    }

    [Fact]
    public void Black_fills_what_the_scaled_image_leaves()
    {
        var encoding = new ImageEncoding(4, 4, 1, [0]) { Resize = ImageResize.Pad };
        Assert.Equal([0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 0, 0], encoding.Encode(new Pixels(1, 2, 1, [7, 7]).Netpbm()));
        Assert.Equal([0, 7, 0, 0, 0, 7, 0, 0, 0, 7, 0, 0, 0, 7, 0, 0], encoding.Encode(new Pixels(8, 1, 1, [7, 7, 7, 7, 7, 7, 7, 7]).Netpbm()));
    }

    [Fact]
    public void Grey_becomes_colour_by_repetition_and_comes_back() => Pictures.Any(1).Sample(image =>
    {
        var colour = image.To(3);
        Assert.Equal(image.Values.SelectMany(value => Enumerable.Repeat(value, 3)), colour.Unscaled().Encode(image.Netpbm()));
        Assert.Equal(image.Values, image.Unscaled().Encode(colour.Netpbm()));
    }, iter: 50);

    [Fact]
    public void What_is_transparent_is_seen_over_white()
    {
        var image = new Pixels(1, 1, 3, [200, 100, 0]);
        Assert.Equal([255, 255, 255], image.Unscaled().Encode(image.Png(alpha: 0)));
        Assert.Equal([222, 162, 102], image.Unscaled().Encode(image.Png(alpha: 153)));
    }

    [Fact]
    public void A_missing_cell_is_the_missing_pixel() =>
        Assert.Equal([1, 2, 3, 1, 2, 3, 9, 9, 9, 9, 9, 9], new ImageEncoding(1, 2, 3, [1, 2, 3]).Encode(null, new Pixels(1, 2, 1, [9, 9]).Netpbm()));

    [Fact]
    public void A_slice_and_many_threads_encode_as_the_whole_does_and_json_brings_back_the_same()
    {
        var files = Enumerable.Range(0, 60).Select(index => new Pixels(9 + index % 5, 7, 3, [.. Enumerable.Range(0, (9 + index % 5) * 21).Select(place => (byte)(place * index))]))
            .Select((image, index) => (index % 4) switch { 0 => image.Png(), 1 => image.Jpeg(), 2 => image.Netpbm(), _ => null }).ToArray();
        CellEncoding encoding = new ImageEncoding(6, 5, 3, [9, 8, 7]) { Resize = ImageResize.Crop };
        var whole = encoding.Encode(files);
        var json = JsonSerializer.Serialize(encoding);
        Assert.Equal("""{"type":"image","Height":6,"Width":5,"Channels":3,"Missing":[9,8,7],"Resize":"crop"}""", json);
        var encoder = JsonSerializer.Deserialize<CellEncoding>(json)!.Open();
        var column = Pictures.Column(files);
        Parallel.For(0, 240, index =>
        {
            var block = new byte[2 * encoding.RowBytes];
            encoder.Encode(column, index % 59, 2, block);
            Assert.Equal(whole.AsSpan(index % 59 * encoding.RowBytes, block.Length).ToArray(), block);
        });
    }

    [Theory]
    [InlineData("<html>", "Cell 2 is no image that can be read: it begins with 3c 68 74.")]
    [InlineData("P", "Cell 2 is no image that can be read: it begins with 50.")]
    [InlineData("", "Cell 2 is no image that can be read: it has no bytes.")]
    [InlineData("P5\n3 2\n", "Cell 2 is a PGM image whose header is not three numbers: width, height and the largest value.")]
    [InlineData("P6 0 2 255\n", "Cell 2 is a PPM image whose header is not three numbers: width, height and the largest value.")]
    [InlineData("P5 3 2 65535\n", "Cell 2 is a PGM image whose largest value is 65535, not 255.")]
    [InlineData("P5 3 2 255\nabc", "Cell 2 is a PGM image of 3 x 2 pixels that ends early: it has 3 of 6 bytes.")]
    [InlineData("P5 50000 50000 255\n", "Cell 2 is an image of 50000 x 50000 pixels, where at most 100000000 are read, and 65535 a side.")]
    [InlineData("P5 1 99999999999 255\n", "Cell 2 is an image of 1 x 1000000000 pixels, where at most 100000000 are read, and 65535 a side.")]
    public void What_is_no_image_is_refused_with_its_cell(string file, string message)
    {
        var failure = Assert.Throws<CellException>(() => Small.Unscaled().Encode(Small.Netpbm(), Encoding.ASCII.GetBytes(file)));
        Assert.Equal((message, 1), (failure.Message, failure.Cell));
    }

    [Fact]
    public void An_image_that_ends_early_is_refused()
    {
        var image = new Pixels(40, 40, 3, [.. Enumerable.Range(0, 4800).Select(place => (byte)(place * 7919 >> 3))]);
        foreach (var (name, file) in new[] { ("PNG", image.Png()), ("JPEG", image.Jpeg()) })
            Assert.Equal($"Cell 1 is a {name} image that is damaged or ends early.",
                Assert.Throws<CellException>(() => image.Unscaled().Encode(file[..(file.Length / 2)])).Message);
    }

    [Fact]
    public void A_png_that_says_it_is_huge_is_refused_before_its_pixels_are_made()
    {
        var file = Small.Png();
        file[16] = file[20] = 0;
        file[17] = file[21] = 1;        // width and height are four bytes each behind the header's name
        var failure = Assert.Throws<CellException>(() => Small.Unscaled().Encode(WithChecksum(file)));
        Assert.Equal("is an image of 65539 x 65538 pixels, where at most 100000000 are read, and 65535 a side", failure.Problem);
    }

    [Fact]
    public void A_form_that_is_not_read_is_named()
    {
        // A Windows icon that holds a PNG.
        var png = Small.Png();
        byte[] icon = [0, 0, 1, 0, 1, 0, 3, 2, 0, 0, 1, 0, 32, 0, .. BitConverter.GetBytes(png.Length), 22, 0, 0, 0, .. png];
        Assert.Equal("is an image of the form ico, which is not read", Assert.Throws<CellException>(() => Small.Unscaled().Encode(icon)).Problem);
    }

    [Fact]
    public void Damaged_files_are_refused_or_read_but_do_no_harm() =>
        Gen.Select(Pictures.Any(3), Gen.Int[0, 2], Gen.Int[0, 4000], Gen.Byte).Sample((image, form, place, value) =>
        {
            var file = form switch { 0 => image.Png(), 1 => image.Jpeg(), _ => image.Netpbm() };
            file[place % file.Length] = value;
            try
            {
                Assert.Equal(image.Unscaled().RowBytes, image.Unscaled().Encode(file).Length);
            }
            catch (CellException failure)
            {
                Assert.StartsWith("is ", failure.Problem, StringComparison.Ordinal);
            }
        }, iter: 500);

    [Fact]
    public void What_does_not_hold_is_refused()
    {
        Assert.Equal("the size is 0 x 3, where a side is 1 to 4096", (Small.Unscaled() with { Height = 0 }).Problem());
        Assert.Equal("the size is 2 x 4097, where a side is 1 to 4096", (Small.Unscaled() with { Width = 4097 }).Problem());
        Assert.Equal("the number of channels is 2, not 1 or 3", (Small.Unscaled() with { Channels = 2 }).Problem());
        Assert.Equal("the missing pixel has 1 numbers, where there are 3 channels", (Small.Unscaled() with { Channels = 3 }).Problem());
        Assert.Equal("the missing pixel has the number 256, not 0 to 255", (Small.Unscaled() with { Missing = [256] }).Problem());
        Assert.Null(Small.Unscaled().Problem());
    }

    /// <summary>The same PNG with the checksum of its first chunk put right.</summary>
    private static byte[] WithChecksum(byte[] png)
    {
        var remainder = 0xFFFFFFFFu;
        foreach (var one in png.AsSpan(12, 17))
        {
            remainder ^= one;
            for (var bit = 0; bit < 8; bit++)
                remainder = (remainder >> 1) ^ ((remainder & 1) * 0xEDB88320u);
        }
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), ~remainder);
        return png;
    }
}

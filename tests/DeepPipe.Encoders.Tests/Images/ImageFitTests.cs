using CsCheck;

namespace DeepPipe.Encoders.Tests;

public sealed class ImageFitTests
{
    [Fact]
    public void Mean_and_deviation_are_those_of_all_pixels_of_all_blocks() => Gen.Select(Gen.OneOf(1, 3), Pictures.AnyOfBoth.Array[1, 6]).Sample((channels, images) =>
    {
        var fit = Fit(new() { Height = 4, Width = 5, Channels = channels }, images);
        var blocks = fit.Encoding().Encode([.. images.Select(image => image.Netpbm())]);
        for (var channel = 0; channel < channels; channel++)
        {
            var values = blocks.Where((_, place) => place % channels == channel).Select(value => value / 255.0).ToList();
            Assert.Equal(values.Average(), fit.Mean[channel], 1e-12);
            Assert.Equal(Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))), fit.Deviation[channel], 1e-9);
            Assert.Equal((int)Math.Round(fit.Mean[channel] * 255), fit.Encoding().Missing[channel]);
        }
        Assert.Equal(images.Length, fit.ImageCount);
    }, iter: 100);

    [Fact]
    public void The_order_of_the_images_changes_no_bit() => Pictures.Any(3).Array[2, 6].Sample(images =>
    {
        var options = new ImageFitOptions { Height = 3, Width = 3 };
        var (one, other) = (Fit(options, images), Fit(options, [.. images.Reverse()]));
        Assert.Equal(one.Mean.Concat(one.Deviation), other.Mean.Concat(other.Deviation));
    }, iter: 50);

    [Fact]
    public void The_first_images_size_and_channels_are_taken_where_none_are_named() => Pictures.AnyOfBoth.Sample(image =>
    {
        var encoding = Fit(new() { Resize = ImageResize.Pad }, image, new Pixels(1, 1, 3, [1, 2, 3])).Encoding();
        Assert.Equal([image.Height, image.Width, image.Channels], encoding.Shape);
        Assert.Equal(ImageResize.Pad, encoding.Resize);
    }, iter: 50);

    [Fact]
    public void Equal_pixels_have_no_deviation() => Assert.Equal([0.0], Fit(new(), new Pixels(1, 3, 1, [7, 7, 7])).Deviation);

    [Fact]
    public void Without_an_image_there_is_nothing_to_fit()
    {
        var fit = new ImageFit(new());
        Assert.Empty(fit.Mean);
        Assert.Empty(fit.Deviation);
        Assert.Equal("No image was seen.", Assert.Throws<InvalidOperationException>(fit.Encoding).Message);
    }

    [Fact]
    public void What_is_no_image_is_refused_with_its_cell()
    {
        var failure = Assert.Throws<CellException>(() => new ImageFit(new()).Observe("nonsense"u8, 4));
        Assert.Equal("Cell 5 is no image that can be read: it begins with 6e 6f 6e.", failure.Message);
    }

    [Fact]
    public void A_first_image_that_no_block_can_hold_is_refused()
    {
        var file = new Pixels(1, 5000, 1, new byte[5000]).Netpbm();
        var failure = Assert.Throws<CellException>(() => new ImageFit(new()).Observe(file, 0));
        Assert.Equal("is an image of 5000 x 1 pixels, too large for a block's size: name a height and a width", failure.Problem);
        Assert.Equal("The options do not hold: the size is 1 x 0, where a side is 1 to 4096.",
            Assert.Throws<ArgumentException>(() => new ImageFit(new() { Height = 1, Width = 0 }).Observe(file, 0)).Message);
    }

    private static ImageFit Fit(ImageFitOptions options, params Pixels[] images)
    {
        var fit = new ImageFit(options);
        for (var index = 0; index < images.Length; index++)
            fit.Observe(images[index].Netpbm(), index);
        return fit;
    }
}

using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Features.Tests;

public sealed class ImageFitTests
{
    private static readonly byte[] Dark = [.. "P5 2 1 255\n"u8, 0, 52];
    private static readonly byte[] Light = [.. "P5 2 1 255\n"u8, 104, 156];

    [Fact]
    public void The_first_image_gives_the_size_and_all_give_mean_and_deviation()
    {
        var feature = Fit(new(), Dark, null, Light).Blocks.Single();
        Assert.Equal([1, 2, 1], feature.Encoding.Shape);
        Assert.Equal([78], Assert.IsType<ImageEncoding>(feature.Encoding).Missing);
        Assert.Equal(78 / 255.0, feature.Mean.Single(), 12);
        Assert.Equal(Math.Sqrt(3380) / 255, feature.Deviation.Single(), 12);
    }

    [Fact]
    public void A_column_s_own_options_stand_before_the_defaults()
    {
        var config = new FeaturesConfig
        {
            Columns = new Dictionary<string, ColumnFeatureConfig> { ["photo"] = new() { Image = new() { Height = 4, Width = 3, Channels = 3, Resize = ImageResize.Pad } } },
        };
        var encoding = Assert.IsType<ImageEncoding>(Fit(config, Dark).Blocks.Single().Encoding);
        Assert.Equal([4, 3, 3], encoding.Shape);
        Assert.Equal(ImageResize.Pad, encoding.Resize);
    }

    [Fact]
    public void Bytes_that_are_no_image_are_named_with_their_row() => Assert.Equal(
        "photos.parquet: row 2: column \"photo\" is no image that can be read: it begins with 3c 68 74.",
        Assert.Throws<FeatureException>(() => Fit(new(), Dark, "<html>"u8.ToArray())).Message);

    [Fact]
    public void Images_of_one_colour_or_none_are_dropped_with_their_reason()
    {
        Assert.EndsWith(": it is missing in all train rows.", Assert.Throws<FeatureException>(() => Fit(new(), [null])).Message, StringComparison.Ordinal);
        var black = Assert.Throws<FeatureException>(() => Fit(new(), [.. "P5 1 1 255\n"u8, 0]));
        Assert.EndsWith(": its images are of one colour in all train rows.", black.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_never_differs_has_a_deviation_of_one() =>
        Assert.Equal([0.5, 1, 1], Fit(new(), [.. "P6 2 1 255\n"u8, 0, 9, 9, 255, 9, 9]).Blocks.Single().Deviation);

    [Fact]
    public void A_fitted_plan_reads_back_from_json()
    {
        var json = Fit(new(), Dark, Light).ToJson();
        Assert.Equal(json, FeaturePlan.FromJson(json).ToJson());
        Assert.Contains("\"resize\":\"stretch\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_fit_together_are_problems()
    {
        Assert.Equal(
            [new Problem("channels", 2, "1 or 3"), new Problem("height", 8, "together with width")],
            new ImageFeatureConfig { Channels = 2, Height = 8 }.Problems());
        Assert.Equal([new Problem("width", 8, "together with height")], new ImageFeatureConfig { Width = 8 }.Problems());
    }

    private static FeaturePlan Fit(FeaturesConfig config, params byte[]?[] files)
    {
        var builder = new BinaryArray.Builder();
        foreach (var file in files)
            _ = file is null ? builder.AppendNull() : builder.Append(file.AsSpan());
        var fit = new BlockFit(config, [new("photo", ColumnType.Image)], "photos.parquet");
        fit.Observe(new RecordBatch.Builder().Append("photo", true, builder.Build()).Build(), [.. files.Select(_ => true)]);
        return fit.Complete(new([], [], []));
    }
}

using CsCheck;
using DeepPipe.Features;
using DeepPipe.Training.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class AugmentationTests
{
    private static readonly Gen<Tensor> Images = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[0, 1])
        .Select((rows, height, width, colour) => randint(1, 256, [rows, height, width, 1 + 2 * colour], ScalarType.Byte));

    [Fact]
    public void A_flip_gives_each_image_or_its_mirror() => Images.Sample(images =>
    {
        using var scope = NewDisposeScope();
        var flipped = new FlipConfig().Change(images);
        var isSame = flipped.eq(images).flatten(1).all(1);
        var isMirror = flipped.eq(images.flip(2)).flatten(1).all(1);
        Assert.True((isSame | isMirror).all().item<bool>());
    }, iter: 50, threads: 1);

    [Fact]
    public void About_half_of_the_images_are_flipped()
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed(5);
        var images = arange(2, ScalarType.Int64).to(ScalarType.Byte).reshape(1, 1, 2, 1).expand(1000, 1, 2, 1);
        var flippedCount = new FlipConfig().Change(images).select(2, 0).sum().item<long>();
        Assert.InRange(flippedCount, 400, 600);
    }

    [Fact]
    public void A_crop_shifts_each_image_as_a_whole_and_leaves_black_behind() => Gen.Select(Images, Gen.Int[1, 4]).Sample((images, padding) =>
    {
        using var scope = NewDisposeScope();
        var cropped = new CropConfig { Padding = padding }.Change(images);
        Assert.Equal(images.shape, cropped.shape);
        var (height, width) = (images.shape[1], images.shape[2]);
        var padded = nn.functional.pad(images, [0, 0, padding, padding, padding, padding]);
        for (var row = 0L; row < images.shape[0]; row++)
        {
            var shifts = from down in Enumerable.Range(0, 2 * padding + 1)
                         from across in Enumerable.Range(0, 2 * padding + 1)
                         select padded[row].narrow(0, down, height).narrow(1, across, width);
            Assert.Contains(shifts, shifted => shifted.Equals(cropped[row]));
        }
    }, iter: 30, threads: 1);

    [Fact]
    public void A_cutout_blackens_a_square_and_nothing_else() => Gen.Select(Images, Gen.Int[1, 5]).Sample((images, size) =>
    {
        using var scope = NewDisposeScope();
        var cut = new CutoutConfig { Size = size }.Change(images);
        var isBlack = cut.eq(0);
        Assert.True((isBlack | cut.eq(images)).all().item<bool>());
        for (var row = 0L; row < images.shape[0]; row++)
        {
            var black = isBlack[row].select(2, 0);
            var (down, across) = (black.any(1).sum().item<long>(), black.any(0).sum().item<long>());
            Assert.InRange(down, 1, size);
            Assert.InRange(across, 1, size);
            Assert.Equal(down * across, black.sum().item<long>());
        }
    }, iter: 50, threads: 1);

    [Fact]
    public void Mixing_a_batch_of_equal_rows_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var network = SmallNetwork.Create();
        network.eval();
        var features = new FeatureTensors(ones(8, 5), ones([8, 1], ScalarType.Int64), [full([8, 2, 2, 1], 77, ScalarType.Byte)]);
        var batch = new Batch(features, ones([8], ScalarType.Int64), null);
        var trainee = SmallRun.Trainee(network);
        var plain = trainee.Head.Loss(network.call(features), batch.Targets);
        var mixed = new AugmentedLoss([new MixupConfig { Alpha = 1 }]).Of(trainee, batch);
        Assert.Equal(plain.item<float>(), mixed.item<float>(), 1e-5f);
    }

    [Fact]
    public void A_run_with_changes_of_its_rows_that_is_resumed_ends_as_an_unbroken_one()
    {
        using var whole = new RunFolder();
        using var broken = new RunFolder();
        var config = SmallRun.Config with { Augmentation = [new MixupConfig()] };
        using var data = SmallRun.Data();
        var unbroken = SmallRun.Fit(data, whole, config).State;
        Assert.Throws<OperationCanceledException>(() => SmallRun.Fit(data, broken, config, cancel: new CancelAtLook(9)));
        var resumed = SmallRun.Fit(data, broken, config, resume: true).State;
        Assert.All(unbroken, entry => Assert.Equal(entry.Value, resumed[entry.Key]));
        Assert.Contains(SmallRun.Fit(data, new RunFolder()).State, entry => !entry.Value.SequenceEqual(unbroken[entry.Key]));
    }
}

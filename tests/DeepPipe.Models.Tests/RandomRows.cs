using DeepPipe.Encoders;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

/// <summary>Rows as a network of a shape reads them.</summary>
internal static class RandomRows
{
    public static FeatureTensors Of(NetworkShape shape, int rowCount)
    {
        var numbers = randn(rowCount, shape.NumberWidth);
        numbers.narrow(1, shape.NumberCount, shape.IndicatorCount).copy_(randint(0, 2, [rowCount, shape.IndicatorCount]));
        var codes = shape.CategorySizes.Count == 0
            ? zeros([rowCount, 0], ScalarType.Int64)
            : stack(shape.CategorySizes.Select(size => randint(0, size, [rowCount], ScalarType.Int64)), 1);
        return new(numbers, codes, [.. shape.Blocks.Select(block => Block(block, rowCount))]);
    }

    public static FeatureTensors Row(FeatureTensors rows, int row) => new(
        rows.Numbers.narrow(0, row, 1), rows.Codes.narrow(0, row, 1), [.. rows.Blocks.Select(block => block.narrow(0, row, 1))]);

    public static Tensor Block(BlockShape shape, int rowCount) => shape switch
    {
        TextShape text => Items(text.Length, text.VocabularySize, rowCount),
        SetShape set => Items(set.Length, set.VocabularySize, rowCount),
        ImageShape image => randint(0, 256, [rowCount, image.Height, image.Width, image.Channels], ScalarType.Byte),
        VectorShape vector => where(rand(rowCount, vector.Width) < 0.1, float.NaN, randn(rowCount, vector.Width)),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
    };

    // Some rows have none, some fill their place.
    private static Tensor Items(int length, int vocabularySize, int rowCount)
    {
        var items = randint(Codes.Unseen, vocabularySize, [rowCount, length], ScalarType.Int64);
        return items * (arange(length) < randint(0, length + 1, [rowCount, 1])).to(ScalarType.Int64);
    }
}

using DeepPipe.Features;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

/// <summary>Small fitted plans, and rows for them.</summary>
internal static class SomeModel
{
    public static readonly NumberTarget Number = new("y", 100, 20);

    public static readonly ClassTarget TwoClasses = new("y", TaskKind.Binary, ["no", "yes"]);

    public static readonly ClassTarget ThreeClasses = new("y", TaskKind.Multiclass, ["a", "b", "c"]);

    public static FeaturePlan Features(bool numbers = true, bool categories = true) => new(
        numbers
            ? [new("x", ColumnType.Number, 1.5, true, new QuantileScaling([0, 1, 1, 2, 5])),
                new("z", ColumnType.Integer, 3, false, new AffineScaling(3, 2))]
            : [],
        categories ? [new("town", ["a", "b", "c"]), new("flag", ["true", "false"])] : [], []);

    public static Tensor RawNumbers(FeaturePlan plan, int rowCount)
    {
        var values = rand([rowCount, plan.Numbers.Count], ScalarType.Float64) * 6;
        return where(values > 5, double.NaN, values);
    }

    public static Tensor Codes(FeaturePlan plan, int rowCount) => plan.Categories.Count == 0
        ? zeros([rowCount, 0], ScalarType.Int64)
        : stack(plan.CategorySizes.Select(size => randint(0, size, [rowCount], ScalarType.Int64)), 1);
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// What a network's first layer reads: numbers, float32 [rows, NumberWidth], and codes, int64 [rows, categories], to float32
/// [rows, OutputWidth]. The numbers' vectors come first, then the indicators, then the categories.
/// </summary>
internal sealed class TableInput : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? numbers;
    private readonly nn.Module<Tensor, Tensor>? categories;
    private readonly NetworkShape shape;

    /// <exception cref="ArgumentException">The shape has neither numbers nor categories.</exception>
    public TableInput(NumberInputConfig numberConfig, CategoryInputConfig categoryConfig, NetworkShape shape) : base(nameof(TableInput))
    {
        shape.RequireInputs();
        this.shape = shape;
        numbers = shape.NumberCount > 0 ? numberConfig.Build(shape) : null;
        categories = shape.CategorySizes.Count > 0 ? categoryConfig.Build(shape.CategorySizes) : null;
        var numberWidth = numberConfig.VectorWidth ?? 1;
        FeatureWidths =
        [
            .. Enumerable.Repeat(numberWidth, shape.NumberCount),
            .. Enumerable.Repeat(1, shape.IndicatorCount),
            .. shape.CategorySizes.Select(categoryConfig.WidthOf),
        ];
        RegisterComponents();
    }

    /// <summary>How many outputs each feature has, in their order: numbers, indicators, categories.</summary>
    public IReadOnlyList<int> FeatureWidths { get; }

    /// <summary>The sum of all widths.</summary>
    public int OutputWidth => FeatureWidths.Sum();

    /// <inheritdoc/>
    public override Tensor forward(Tensor numberValues, Tensor codes)
    {
        var ofNumbers = numbers is null ? numberValues : Vectors(numberValues);
        if (categories is null)
            return ofNumbers;
        var ofCategories = categories.call(codes);
        return shape.NumberWidth == 0 ? ofCategories : cat([ofNumbers, ofCategories], 1);
    }

    private Tensor Vectors(Tensor numberValues)
    {
        if (shape.IndicatorCount == 0)
            return numbers!.call(numberValues).flatten(1);
        var vectors = numbers!.call(numberValues.narrow(1, 0, shape.NumberCount)).flatten(1);
        return cat([vectors, numberValues.narrow(1, shape.NumberCount, shape.IndicatorCount)], 1);
    }
}

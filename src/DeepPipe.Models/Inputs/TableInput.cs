using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// What a network's first layer reads: all features side by side, float32 [rows, OutputWidth]. The numbers' vectors come first, then
/// the indicators, then the categories, then the blocks.
/// </summary>
internal sealed class TableInput : nn.Module<FeatureTensors, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? numbers;
    private readonly nn.Module<Tensor, Tensor>? categories;
    private readonly ModuleList<BlockEncoder>? blocks;
    private readonly NetworkShape shape;

    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public TableInput(JoinedNetworkConfig config, NetworkShape shape) : base(nameof(TableInput))
    {
        shape.RequireInputs();
        this.shape = shape;
        numbers = shape.NumberCount > 0 ? config.Numbers.Build(shape) : null;
        categories = shape.CategorySizes.Count > 0 ? config.Categories.Build(shape.CategorySizes) : null;
        blocks = shape.Blocks.Count > 0 ? nn.ModuleList(shape.Blocks.Select(config.Build).ToArray()) : null;
        var numberWidth = config.Numbers.VectorWidth ?? 1;
        FeatureWidths =
        [
            .. Enumerable.Repeat(numberWidth, shape.NumberCount),
            .. Enumerable.Repeat(1, shape.IndicatorCount),
            .. shape.CategorySizes.Select(config.Categories.WidthOf),
            .. blocks?.Select(block => block.OutputWidth) ?? [],
        ];
        RegisterComponents();
    }

    /// <summary>How many outputs each feature has, in their order: numbers, indicators, categories, blocks.</summary>
    public IReadOnlyList<int> FeatureWidths { get; }

    /// <summary>The sum of all widths.</summary>
    public int OutputWidth => FeatureWidths.Sum();

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var parts = new List<Tensor>();
        if (shape.NumberWidth > 0)
            parts.Add(numbers is null ? features.Numbers : Vectors(features.Numbers));
        if (categories is not null)
            parts.Add(categories.call(features.Codes));
        for (var block = 0; block < (blocks?.Count ?? 0); block++)
            parts.Add(blocks![block].call(features.Blocks[block]));
        return parts.Count == 1 ? parts[0] : cat(parts, 1);
    }

    private Tensor Vectors(Tensor numberValues)
    {
        if (shape.IndicatorCount == 0)
            return numbers!.call(numberValues).flatten(1);
        var vectors = numbers!.call(numberValues.narrow(1, 0, shape.NumberCount)).flatten(1);
        return cat([vectors, numberValues.narrow(1, shape.NumberCount, shape.IndicatorCount)], 1);
    }
}

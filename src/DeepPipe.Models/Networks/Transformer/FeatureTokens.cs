using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// A token for the answer, then one for each number, indicator, category and block: float32 [rows, 1 + features, width].
/// </summary>
internal sealed class FeatureTokens : nn.Module<FeatureTensors, Tensor>
{
    private readonly Parameter answer;              // [1, 1, width]
    private readonly LinearNumbers? numbers;
    private readonly Embedding? categories;         // all in one table; a category's rows begin at its offset
    private readonly Parameter? categoryBias;       // [categories, width]
    private readonly Tensor? offsets;               // buffer, int64 [categories]
    private readonly ModuleList<BlockEncoder>? blocks;
    private readonly ModuleList<Linear>? blockWidths;

    /// <summary>All weights start uniform within ±1/√width.</summary>
    public FeatureTokens(FeatureTransformerConfig config, NetworkShape shape) : base(nameof(FeatureTokens))
    {
        var width = config.Width;
        var bound = 1 / Math.Sqrt(width);
        register_parameter(nameof(answer), answer = Fresh.Uniform(bound, 1, 1, width));
        if (shape.NumberWidth > 0)
            register_module(nameof(numbers), numbers = new(shape.NumberWidth, width));
        if (shape.Blocks.Count > 0)
        {
            var encoders = shape.Blocks.Select(config.Build).ToArray();
            register_module(nameof(blocks), blocks = nn.ModuleList(encoders));
            register_module(nameof(blockWidths), blockWidths = nn.ModuleList(encoders.Select(encoder => nn.Linear(encoder.OutputWidth, width)).ToArray()));
        }
        if (shape.CategorySizes.Count == 0)
            return;

        register_module(nameof(categories), categories = nn.Embedding(shape.CategorySizes.Sum(), width));
        nn.init.uniform_(categories.weight!, -bound, bound);
        register_parameter(nameof(categoryBias), categoryBias = Fresh.Uniform(bound, shape.CategorySizes.Count, width));
        register_buffer(nameof(offsets), offsets = CodeOffsets.Of(shape.CategorySizes));
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var tokens = new List<Tensor> { answer.expand(Some(features).shape[0], -1, -1) };
        if (numbers is not null)
            tokens.Add(numbers.call(features.Numbers));
        if (categories is not null)
            tokens.Add(categories.call(features.Codes + offsets!) + categoryBias!);
        for (var block = 0; block < (blocks?.Count ?? 0); block++)
            tokens.Add(blockWidths![block].call(blocks![block].call(features.Blocks[block])).unsqueeze(1));
        return cat(tokens, 1);
    }

    // A tensor that the network reads anyway: its rows are the model's, whatever else is empty.
    private Tensor Some(FeatureTensors features) =>
        numbers is not null ? features.Numbers : categories is not null ? features.Codes : features.Blocks[0];
}

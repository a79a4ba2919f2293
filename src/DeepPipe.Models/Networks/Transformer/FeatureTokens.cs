using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// A token for the answer, then one for each number, indicator and category: numbers, float32 [rows, NumberWidth], and codes, int64
/// [rows, categories], to float32 [rows, 1 + features, width].
/// </summary>
internal sealed class FeatureTokens : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Parameter answer;              // [1, 1, width]
    private readonly LinearNumbers? numbers;
    private readonly Embedding? categories;         // all in one table; a category's rows begin at its offset
    private readonly Parameter? categoryBias;       // [categories, width]
    private readonly Tensor? offsets;               // buffer, int64 [categories]

    /// <summary>All weights start uniform within ±1/√width.</summary>
    public FeatureTokens(NetworkShape shape, int width) : base(nameof(FeatureTokens))
    {
        var bound = 1 / Math.Sqrt(width);
        register_parameter(nameof(answer), answer = Fresh.Uniform(bound, 1, 1, width));
        if (shape.NumberWidth > 0)
            register_module(nameof(numbers), numbers = new(shape.NumberWidth, width));
        if (shape.CategorySizes.Count == 0)
            return;

        register_module(nameof(categories), categories = nn.Embedding(shape.CategorySizes.Sum(), width));
        nn.init.uniform_(categories.weight!, -bound, bound);
        register_parameter(nameof(categoryBias), categoryBias = Fresh.Uniform(bound, shape.CategorySizes.Count, width));
        register_buffer(nameof(offsets), offsets = CodeOffsets.Of(shape.CategorySizes));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numberValues, Tensor codes)
    {
        var rows = numbers is null ? codes : numberValues;
        var tokens = new List<Tensor> { answer.expand(rows.shape[0], -1, -1) };
        if (numbers is not null)
            tokens.Add(numbers.call(numberValues));
        if (categories is not null)
            tokens.Add(categories.call(codes + offsets!) + categoryBias!);
        return cat(tokens, 1);
    }
}

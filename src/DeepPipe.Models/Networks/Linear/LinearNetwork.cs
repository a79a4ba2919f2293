using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// numbers · weight + bias + one row of a weight table for each category: a linear model over one-hot categories, without the
/// zeros. Of blocks, the weights of a text's tokens and of a set's members are averaged; vectors and pixels are standardised, and each number has
/// a weight. Without numbers, vectors or pixels the bias is left out: the weights of codes hold it.
/// </summary>
public sealed class LinearNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly Linear? numbers;

    // All categories in one table, [sum of sizes, outputs]; a category's rows begin at its offset.
    private readonly Embedding? categories;
    private readonly Tensor? offsets;

    private readonly ModuleList<nn.Module<Tensor, Tensor>>? blocks;

    /// <summary>A network with fresh weights: the numbers' as PyTorch's default, the categories' 0.</summary>
    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public LinearNetwork(NetworkShape shape) : base(nameof(LinearNetwork))
    {
        shape.RequireInputs();
        if (shape.NumberWidth > 0)
            register_module(nameof(numbers), numbers = nn.Linear(shape.NumberWidth, shape.OutputWidth));
        if (shape.CategorySizes.Count > 0)
        {
            register_module(nameof(categories), categories = nn.Embedding(shape.CategorySizes.Sum(), shape.OutputWidth));
            nn.init.zeros_(categories.weight!);
            register_buffer(nameof(offsets), offsets = CodeOffsets.Of(shape.CategorySizes));
        }
        if (shape.Blocks.Count > 0)
            register_module(nameof(blocks), blocks = nn.ModuleList(shape.Blocks.Select(block => Weights(block, shape.OutputWidth)).ToArray()));
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features)
    {
        var parts = new List<Tensor>();
        if (numbers is not null)
            parts.Add(numbers.call(features.Numbers));
        if (categories is not null)
            parts.Add(categories.call(features.Codes + offsets!).sum(1));     // [rows, categories, outputs] -> [rows, outputs]
        for (var block = 0; block < (blocks?.Count ?? 0); block++)
            parts.Add(blocks![block].call(features.Blocks[block]));
        return parts.Aggregate((sum, part) => sum + part);
    }

    private static nn.Module<Tensor, Tensor> Weights(BlockShape shape, int outputWidth) => shape switch
    {
        TextShape text => new CodeBag(text.VocabularySize, outputWidth),
        SetShape set => new CodeBag(set.VocabularySize, outputWidth),
        VectorShape vector => OverNumbers(new StandardVector(vector), outputWidth),
        ImageShape image => OverNumbers(new FlatImage(image), outputWidth),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
    };

    private static nn.Module<Tensor, Tensor> OverNumbers(BlockEncoder encoder, int outputWidth) =>
        nn.Sequential(("input", encoder), ("linear", nn.Linear(encoder.OutputWidth, outputWidth)));
}

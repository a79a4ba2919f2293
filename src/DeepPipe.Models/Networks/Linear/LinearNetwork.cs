using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// numbers · weight + bias + one row of a weight table for each category: a linear model over one-hot categories, without the
/// zeros. Without numbers the bias is left out: the categories' weights hold it.
/// </summary>
public sealed class LinearNetwork : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Linear? numbers;

    // All categories in one table, [sum of sizes, outputs]; a category's rows begin at its offset.
    private readonly Embedding? categories;
    private readonly Tensor? offsets;

    /// <summary>A network with fresh weights: the numbers' as PyTorch's default, the categories' 0.</summary>
    /// <exception cref="ArgumentException">The shape has neither numbers nor categories.</exception>
    public LinearNetwork(NetworkShape shape) : base(nameof(LinearNetwork))
    {
        shape.RequireInputs();
        if (shape.NumberWidth > 0)
            register_module(nameof(numbers), numbers = nn.Linear(shape.NumberWidth, shape.OutputWidth));
        if (shape.CategorySizes.Count == 0)
            return;

        register_module(nameof(categories), categories = nn.Embedding(shape.CategorySizes.Sum(), shape.OutputWidth));
        nn.init.zeros_(categories.weight!);
        register_buffer(nameof(offsets), offsets = CodeOffsets.Of(shape.CategorySizes));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numberValues, Tensor codes)
    {
        var ofNumbers = numbers?.call(numberValues);
        var ofCategories = categories?.call(codes + offsets!).sum(1);         // [rows, categories, outputs] -> [rows, outputs]
        return ofNumbers is null ? ofCategories! : ofCategories is null ? ofNumbers : ofNumbers + ofCategories;
    }
}

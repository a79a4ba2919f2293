using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="OneHotConfig"/>. Int64 [rows, categories] to float32 [rows, sum of sizes less one each].</summary>
internal sealed class OneHotCategories : nn.Module<Tensor, Tensor>
{
    // Buffers, int64 [inputs]: the category that an input is of, and the code that sets it.
    private readonly Tensor category;
    private readonly Tensor code;

    public OneHotCategories(IReadOnlyList<int> sizes) : base(nameof(OneHotCategories))
    {
        var inputs = sizes.SelectMany((size, index) => Enumerable.Range(0, size)
            .Where(one => one != CategoryFeature.UnseenCode).Select(one => (Category: (long)index, Code: (long)one))).ToArray();
        category = tensor(inputs.Select(input => input.Category).ToArray(), ScalarType.Int64);
        code = tensor(inputs.Select(input => input.Code).ToArray(), ScalarType.Int64);
        register_buffer(nameof(category), category);
        register_buffer(nameof(code), code);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor codes) => codes.index_select(1, category).eq(code).to(ScalarType.Float32);
}

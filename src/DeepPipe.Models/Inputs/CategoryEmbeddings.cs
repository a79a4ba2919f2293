using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The vectors of a row's codes, side by side: int64 [rows, categories] to float32 [rows, sum of widths].</summary>
/// <remarks>
/// Vectors start as PyTorch's default, standard normal, but those of the codes 0 and 1 (missing, unseen) at zero: a code
/// that does not occur in training then adds nothing, where a vector that nobody trained would add noise.
/// </remarks>
public sealed class CategoryEmbeddings : nn.Module<Tensor, Tensor>
{
    private const int ReservedCodeCount = 2;

    private readonly ModuleList<Embedding> tables;

    /// <summary>Embeddings with fresh weights; at least one category.</summary>
    public CategoryEmbeddings(EmbeddingConfig config, IReadOnlyList<int> sizes) : base(nameof(CategoryEmbeddings))
    {
        tables = nn.ModuleList(sizes.Select(size => nn.Embedding(size, config.WidthOf(size))).ToArray());
        register_module(nameof(tables), tables);

        using var withoutGradients = no_grad();
        foreach (var table in tables)
        {
            using var reserved = table.weight!.narrow(0, 0, ReservedCodeCount);
            reserved.zero_();
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor codes) =>
        cat([.. tables.Select((table, column) => table.call(codes.select(1, column)))], 1);
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Vectors of tokens and of members, a row a code.</summary>
internal static class CodeTable
{
    private static readonly Scalar Padding = Encoders.Codes.Padding.ToScalar();

    /// <summary>
    /// A table with fresh vectors. That of padding is 0 and stays it; that of unseen items starts as 0, for one that nobody trained would
    /// add noise.
    /// </summary>
    /// <param name="size">How many codes.</param>
    /// <param name="width">The vectors' width.</param>
    /// <param name="fill">Draws all vectors; null for a standard normal distribution.</param>
    public static Embedding Of(int size, int width, Action<Tensor>? fill = null)
    {
        var table = nn.Embedding(size, width, padding_idx: Encoders.Codes.Padding);
        using var frozen = no_grad();
        fill?.Invoke(table.weight!);
        table.weight!.select(0, Encoders.Codes.Padding).zero_();
        if (size > Encoders.Codes.Unseen)
            table.weight!.select(0, Encoders.Codes.Unseen).zero_();
        return table;
    }

    /// <summary>1 where there is an item and 0 where there is padding: int64 [rows, length] to float32.</summary>
    public static Tensor IsItem(Tensor codes) => codes.ne(Padding).to(ScalarType.Float32);
}

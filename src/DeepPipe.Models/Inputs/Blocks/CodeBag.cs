using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The mean of the vectors of a row's codes, int64 [rows, length], padding left out; 0 where there is no code.</summary>
internal sealed class CodeBag : BlockEncoder
{
    private static readonly Scalar Least = 1.ToScalar();

    private readonly Embedding table;

    public CodeBag(int size, int width) : base(nameof(CodeBag), width)
    {
        table = CodeTable.Of(size, width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor codes) => MeanOfItems(table.call(codes), CodeTable.IsItem(codes).unsqueeze(2));

    /// <summary>The mean of vectors over the places that have an item; 0 where none has.</summary>
    /// <param name="vectors">[rows, length, width].</param>
    /// <param name="isItem">1 or 0, [rows, length, 1].</param>
    public static Tensor MeanOfItems(Tensor vectors, Tensor isItem) => (vectors * isItem).sum(1) / isItem.sum(1).clamp_min(Least);
}

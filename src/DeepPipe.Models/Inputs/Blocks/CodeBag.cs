using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The mean of the vectors of a row's codes, int64 [rows, length], padding left out; 0 where there is no code.</summary>
/// <remarks>The vector of unseen items starts as 0: one that nobody trained would add noise.</remarks>
internal sealed class CodeBag : BlockEncoder
{
    private static readonly Scalar Least = 1.ToScalar();

    private readonly Embedding table;

    public CodeBag(int size, int width) : base(nameof(CodeBag), width)
    {
        table = nn.Embedding(size, width, padding_idx: Encoders.Codes.Padding);
        using (no_grad())
            table.weight!.select(0, Encoders.Codes.Unseen).zero_();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor codes)
    {
        var isItem = codes.not_equal(Encoders.Codes.Padding).to(ScalarType.Float32).unsqueeze(2);       // [rows, length, 1]
        return (table.call(codes) * isItem).sum(1) / isItem.sum(1).clamp_min(Least);
    }
}

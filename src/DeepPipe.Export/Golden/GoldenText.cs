using Apache.Arrow;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

/// <summary>
/// Texts of the vocabulary's tokens in any order. Of byte pairs, a text's own tokens may be others than those that it was made of, and what
/// is no whole character is none.
/// </summary>
internal sealed class GoldenText(TokenEncoding encoding, SplitMix random) : GoldenBlock<string>(random)
{
    private readonly TextCodec codec = encoding.OpenCodec();

    private int TokenCount => encoding.Size - Codes.First;

    public override int CoverCount => (TokenCount + encoding.Length - 1) / encoding.Length;

    protected override string Ordinary() => Joined((int)Random.NextBelow(encoding.Length + 1));

    protected override string Unseen() => $"{GoldenRowSampler.Unseen} \u2603 {Joined(1)}";

    protected override string Least() => Joined(1);

    protected override string Most() => Joined(encoding.Length + 2);

    protected override string Cover(int index)
    {
        var first = index * encoding.Length;
        return codec.Decode(Enumerable.Range(Codes.First + first, Math.Min(encoding.Length, TokenCount - first)));
    }

    protected override IArrowArray Array(IReadOnlyList<string?> cells)
    {
        var builder = new StringArray.Builder();
        foreach (var cell in cells)
            builder.Append(cell is "" ? null : cell);
        return builder.Build();
    }

    private string Joined(int count) =>
        codec.Decode(Enumerable.Range(0, count).Select(_ => Codes.First + (int)Random.NextBelow(TokenCount)).ToList());
}

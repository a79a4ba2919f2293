using Apache.Arrow;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

internal sealed class GoldenSet(SetEncoding encoding, SplitMix random) : GoldenBlock<string>(random)
{
    public override int CoverCount => (encoding.Vocabulary.Count + encoding.Length - 1) / encoding.Length;

    protected override string Ordinary() => Joined(Enumerable.Range(0, (int)Random.NextBelow(encoding.Length + 1)).Select(_ => Member()));

    protected override string Unseen() => Joined([GoldenRowSampler.Unseen, Member()]);

    protected override string Least() => Member();

    protected override string Most() => Joined(Enumerable.Range(0, encoding.Length + 2).Select(_ => Member()));

    protected override string Cover(int index) => Joined(encoding.Vocabulary.Skip(index * encoding.Length).Take(encoding.Length));

    protected override IArrowArray Array(IReadOnlyList<string?> cells)
    {
        var builder = new StringArray.Builder();
        foreach (var cell in cells)
            builder.Append(cell is "" ? null : cell);
        return builder.Build();
    }

    private string Member() => encoding.Vocabulary[(int)Random.NextBelow(encoding.Vocabulary.Count)];

    private string Joined(IEnumerable<string> members) => string.Join(encoding.Separator, members);
}

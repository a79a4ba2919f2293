using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Encoders;
using DeepPipe.Features;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

internal sealed class GoldenVector(VectorEncoding encoding, BlockFeature feature, SplitMix random) : GoldenBlock<float[]>(random)
{
    protected override float[] Ordinary() => Places(place => (float)(Mean(place) + feature.Deviation[place % feature.Deviation.Count] * (4 * Random.NextFraction() - 2)));

    protected override float[] Unseen() => Places(place => place % 2 == 0 ? float.NaN : (float)Mean(place));

    protected override float[] Least() => Places(_ => float.MinValue);

    protected override float[] Most() => Places(_ => float.MaxValue);

    protected override IArrowArray Array(IReadOnlyList<float[]?> cells)
    {
        var builder = new ListArray.Builder(FloatType.Default);
        var numbers = (FloatArray.Builder)builder.ValueBuilder;
        foreach (var cell in cells)
        {
            if (cell is null)
            {
                builder.AppendNull();
                continue;
            }
            builder.Append();
            numbers.Append(cell);
        }
        return builder.Build();
    }

    // A series has one for all places.
    private double Mean(int place) => feature.Mean[place % feature.Mean.Count];

    private float[] Places(Func<int, float> number) => [.. Enumerable.Range(0, encoding.Width).Select(number)];
}

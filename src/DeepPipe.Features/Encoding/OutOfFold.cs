using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Lets each train row read what was fitted of the target without its fold.</summary>
public sealed class OutOfFold
{
    private readonly FoldOrder order;
    private readonly List<(int Category, int Place, int Size, Tensor Values)> encodings = [];

    private OutOfFold(FeaturePlan plan, ulong seed)
    {
        order = new(seed);
        var place = plan.Numbers.Count;
        for (var category = 0; category < plan.Categories.Count; category++)
        {
            foreach (var encoding in plan.Categories[category].Encodings)
            {
                if (encoding.WithoutFold.Count > 0)
                    encodings.Add((category, place, encoding.Values.Count, Values(encoding)));
                place++;
            }
        }
    }

    /// <summary>Begins with the first train row; null where the target has no part in what was fitted.</summary>
    public static OutOfFold? Of(FeaturePlan plan) => plan.FoldSeed is { } seed ? new(plan, seed) : null;

    /// <summary>Writes the train rows' numbers over those of the transform.</summary>
    /// <param name="numbers">What the transform made of rows: float32 [rows, NumberWidth].</param>
    /// <param name="codes">The rows' codes: int64 [rows, categories].</param>
    /// <param name="isTrain">Which of the rows are train rows. Rows come in the source's order, each once.</param>
    public void Write(Tensor numbers, Tensor codes, ReadOnlySpan<bool> isTrain)
    {
        using var scope = NewDisposeScope();
        var folds = new long[isTrain.Length];
        for (var row = 0; row < isTrain.Length; row++)
            folds[row] = isTrain[row] ? order.Next() : FoldOrder.Count;
        var foldOfRow = tensor(folds, ScalarType.Int64);
        foreach (var (category, place, size, values) in encodings)
        {
            using var step = ((long)size).ToScalar();
            numbers.select(1, place).copy_(values.index_select(0, foldOfRow * step + codes.select(1, category)));
        }
    }

    // [folds and one, size], flattened: behind the folds what all other rows read.
    private static Tensor Values(CodeNumbers encoding) =>
        tensor(encoding.WithoutFold.Append(encoding.Values).SelectMany(encoding.ScaledOf).ToArray(), ScalarType.Float64).to(ScalarType.Float32);
}

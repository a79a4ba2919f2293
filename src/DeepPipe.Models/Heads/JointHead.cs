using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>One of the targets that a <see cref="JointHead"/> answers.</summary>
/// <param name="Head">The target's head.</param>
/// <param name="Weight">What its loss counts in the sum.</param>
/// <param name="TargetWidth">How many columns of the targets are its own.</param>
/// <param name="HasCodes">Whether its head asks for codes, int64 [rows].</param>
/// <param name="SkipsMissing">Whether its targets may be NaN, in rows that count 0 then.</param>
public sealed record JointTarget(IHead Head, double Weight, int TargetWidth, bool HasCodes, bool SkipsMissing);

/// <summary>
/// Several targets, a head each: the network's output and the targets [rows, columns] are cut among them. The loss is the weighted sum of
/// theirs; estimates stand side by side, and answers one after another.
/// </summary>
public sealed class JointHead : nn.Module, IHead
{
    private readonly IReadOnlyList<JointTarget> targets;
    private readonly Tensor[] factors;          // buffers, float32 scalars

    /// <summary>Joins heads, which it then owns.</summary>
    /// <exception cref="ArgumentException">A head is no module.</exception>
    public JointHead(IReadOnlyList<JointTarget> targets) : base(nameof(JointHead))
    {
        this.targets = targets;
        factors = [.. targets.Select(target => tensor((float)target.Weight))];
        foreach (var (index, target) in targets.Index())
        {
            register_module($"{index}", target.Head as nn.Module ?? throw new ArgumentException($"{target.Head.GetType().Name} is no module.", nameof(targets)));
            register_buffer($"factor_{index}", factors[index]);
        }
    }

    /// <inheritdoc/>
    public int OutputWidth => targets.Sum(target => target.Head.OutputWidth);

    /// <inheritdoc/>
    public int EstimateWidth => targets.Sum(target => target.Head.EstimateWidth);

    /// <inheritdoc/>
    public IReadOnlyList<IHead> Parts => [.. targets.Select(target => target.Head)];

    /// <inheritdoc/>
    /// <param name="output">Float32 [rows, OutputWidth].</param>
    /// <param name="target">See <see cref="Features.TargetPlans.Encode"/>.</param>
    /// <param name="weights">What each row counts, float32 [rows]; null where each counts 1.</param>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null)
    {
        var (outputStart, targetStart) = (0, 0);
        Tensor? sum = null;
        foreach (var (one, factor) in targets.Zip(factors))
        {
            var ofOne = target.narrow(1, targetStart, one.TargetWidth);
            var loss = Loss(one, output.narrow(1, outputStart, one.Head.OutputWidth), ofOne, weights) * factor;
            sum = sum is null ? loss : sum + loss;
            outputStart += one.Head.OutputWidth;
            targetStart += one.TargetWidth;
        }
        return sum!;
    }

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) =>
        cat([.. Cut(output, head => head.OutputWidth).Select(part => part.Head.Estimate(part.Slice))], -1);

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) =>
        [.. Cut(estimate, head => head.EstimateWidth).SelectMany(part => part.Head.Decide(part.Slice))];

    private IEnumerable<(IHead Head, Tensor Slice)> Cut(Tensor whole, Func<IHead, int> width)
    {
        var start = 0;
        foreach (var head in Parts)
        {
            yield return (head, whole.narrow(-1, start, width(head)));
            start += width(head);
        }
    }

    private static Tensor Loss(JointTarget one, Tensor output, Tensor target, Tensor? weights)
    {
        if (one.SkipsMissing)
        {
            var isThere = target.select(1, 0).isnan().logical_not().to(ScalarType.Float32);
            weights = weights is null ? isThere : weights * isThere;
            target = target.nan_to_num();       // any value that a head takes: the row counts 0
        }
        if (one.HasCodes)
            target = target.to(ScalarType.Int64);
        return one.Head.Loss(output, one.Head is LabelsHead ? target : target.squeeze(1), weights);
    }
}

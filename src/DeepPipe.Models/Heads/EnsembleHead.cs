using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A head over several members: outputs are [rows, members, width]; losses are averaged, and estimates before a decision.</summary>
public sealed class EnsembleHead : nn.Module, IHead
{
    private readonly nn.Module head;
    private readonly IHead one;

    /// <summary>Wraps a member's head, which it then owns.</summary>
    /// <exception cref="ArgumentException">The head is no module.</exception>
    public EnsembleHead(IHead head) : base(nameof(EnsembleHead))
    {
        one = head;
        this.head = head as nn.Module ?? throw new ArgumentException($"{head.GetType().Name} is no module.", nameof(head));
        register_module(nameof(head), this.head);
    }

    /// <inheritdoc/>
    public int OutputWidth => one.OutputWidth;

    /// <inheritdoc/>
    public int EstimateWidth => one.EstimateWidth;

    /// <inheritdoc/>
    public IReadOnlyList<IHead> Parts => one.Parts;

    /// <inheritdoc/>
    public Tensor? Temperature => one.Temperature;

    /// <inheritdoc/>
    public Tensor? Threshold => one.Threshold;

    /// <inheritdoc/>
    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null)
    {
        var memberCount = output.shape[1];
        return one.Loss(output.flatten(0, 1), target.repeat_interleave(memberCount, 0), weights?.repeat_interleave(memberCount));
    }

    /// <inheritdoc/>
    public Tensor Estimate(Tensor output) => one.Estimate(output).mean([1]);

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Decide(Tensor estimate) => one.Decide(estimate);
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="PiecewiseLinearConfig"/>. [rows, numbers] to [rows, numbers, width].</summary>
internal sealed class PiecewiseLinearNumbers : nn.Module<Tensor, Tensor>
{
    private readonly BinReach reach;
    private readonly GroupwiseLinear bins;
    private readonly LinearNumbers linear;
    private readonly bool relu;

    public PiecewiseLinearNumbers(PiecewiseLinearConfig config, IReadOnlyList<IReadOnlyList<double>> edges)
        : base(nameof(PiecewiseLinearNumbers))
    {
        reach = new(edges);
        bins = GroupwiseLinear.Zero(edges.Count, reach.BinCount, config.Width);
        linear = new(edges.Count, config.Width);
        relu = config.Relu;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var sum = linear.call(input) + bins.call(reach.call(input));
        return relu ? sum.relu() : sum;
    }
}

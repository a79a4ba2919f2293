using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// A linear layer whose weights the members share, between factors and before biases of their own (batch ensemble):
/// [rows, 1 or members, inputs] to [rows, members, outputs].
/// </summary>
/// <remarks>Wen et al., "BatchEnsemble: An Alternative Approach to Efficient Ensemble and Lifelong Learning" (2020).</remarks>
internal sealed class MemberLinear : nn.Module<Tensor, Tensor>
{
    private readonly MemberScale before;
    private readonly Linear shared;
    private readonly MemberScale after;
    private readonly Parameter bias;        // [members, outputs]

    public MemberLinear(int memberCount, IReadOnlyList<int> featureWidths, int outputWidth, ScaleStart start) : base(nameof(MemberLinear))
    {
        var inputWidth = featureWidths.Sum();
        before = new(memberCount, featureWidths, start);
        shared = nn.Linear(inputWidth, outputWidth, hasBias: false);
        after = new(memberCount, [outputWidth], ScaleStart.Ones);
        using (no_grad())
        {
            using var one = Fresh.Uniform(1 / Math.Sqrt(inputWidth), 1, outputWidth);
            bias = new Parameter(one.expand(memberCount, outputWidth).clone());
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => after.call(shared.call(before.call(input))) + bias;
}

using DeepPipe.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests.Fixtures;

/// <summary>Two classes by two logits.</summary>
internal sealed class SmallHead : IHead
{
    public int OutputWidth => 2;

    public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null) => nn.functional.cross_entropy(output, target);

    public Tensor Estimate(Tensor output) => output.softmax(1);

    public IReadOnlyList<Tensor> Decide(Tensor estimate)
    {
        var (confidence, code) = estimate.max(1, keepdim: true);
        return [code, confidence, estimate];
    }
}

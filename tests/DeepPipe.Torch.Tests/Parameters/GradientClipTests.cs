using DeepPipe.Torch.Tests.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch.Tests;

public sealed class GradientClipTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(1000)]
    public void Clipping_equals_clip_grad_norm(double maximumNorm)
    {
        using var adopted = SmallNetwork.Create(1);
        using var plain = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(adopted, (_, _) => 0);
        using var clip = new GradientClip(maximumNorm);
        using var input = randn(16, 6);

        adopted.call(input).square().mean().backward();
        plain.call(input).square().mean().backward();
        clip.Apply(flat);
        nn.utils.clip_grad_norm_(plain.parameters(), maximumNorm);

        Assert.All(
            adopted.parameters().Zip(plain.parameters()),
            pair => Assert.True(pair.First.grad!.allclose(pair.Second.grad!, 1e-5, 1e-9)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_maximum_that_is_not_positive_is_refused(double maximumNorm) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientClip(maximumNorm));
}

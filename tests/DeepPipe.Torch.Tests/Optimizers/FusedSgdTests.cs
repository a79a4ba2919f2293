using DeepPipe.Torch.Tests.Optimizers;
using DeepPipe.Torch.Tests.Parameters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Torch.Tests;

public sealed class FusedSgdTests
{
    [Theory]
    [InlineData("plain", 0, false)]
    [InlineData("plain", 0.9, false)]
    [InlineData("plain", 0.9, true)]
    [InlineData("tied", 0.9, true)]
    [InlineData("frozen", 0.9, false)]
    public void Training_through_the_flat_buffer_equals_torch_optim(string kind, double momentum, bool nesterov) =>
        Twins.AssertEqual(
            FusedAdamWTests.Network(kind),
            flat => new FusedSgd(flat, momentum, nesterov),
            network => Reference(network, momentum, nesterov));

    [Fact]
    public void Without_momentum_there_is_no_state()
    {
        using var network = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);
        using var optimizer = new FusedSgd(flat, 0, nesterov: false);
        Assert.Empty(optimizer.State);
    }

    [Fact]
    public void Nesterov_without_momentum_is_refused()
    {
        using var network = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);
        var failure = Assert.Throws<ArgumentException>(() => new FusedSgd(flat, 0, nesterov: true));
        Assert.Equal("Nesterov needs a momentum greater than 0. (Parameter 'nesterov')", failure.Message);
    }

    private static OptimizerHelper Reference(SmallNetwork network, double momentum, bool nesterov)
    {
        var (decayed, plain) = Twins.Groups(network);
        return optim.SGD(
        [
            new SGD.ParamGroup(decayed, new SGD.Options { LearningRate = 0.1, momentum = momentum, nesterov = nesterov, weight_decay = 0.05 }),
            new SGD.ParamGroup(plain, new SGD.Options { LearningRate = 0.1, momentum = momentum, nesterov = nesterov, weight_decay = 0 }),
        ], 0.1);
    }
}

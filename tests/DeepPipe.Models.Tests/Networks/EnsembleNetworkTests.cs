using DeepPipe.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class EnsembleNetworkTests
{
    [Fact]
    public void Each_member_learns_from_its_own_loss_alone()
    {
        using var scope = NewDisposeScope();
        var shape = new NetworkShape(3, [], 1);
        var network = new EnsembleConfig { Members = 2, Of = new MlpConfig { Layers = [4], Dropout = 0 } }.Build(shape);
        var alone = new MlpConfig { Layers = [4], Dropout = 0 }.Build(shape);
        var state = network.state_dict();
        alone.load_state_dict(alone.state_dict().Keys.ToDictionary(name => name, name => state[$"members.1.{name}"].clone()));
        var (numbers, codes, target) = (randn(6, 3), zeros([6, 0], ScalarType.Int64), randint(0, 2, [6], ScalarType.Int64));

        new EnsembleHead(new BinaryHead()).Loss(network.forward(new(numbers, codes)), target).backward();
        new BinaryHead().Loss(alone.forward(new(numbers, codes)), target).backward();

        Assert.All(alone.named_parameters(), one =>
            Assert.True((network.get_parameter($"members.1.{one.name}")!.grad! * 2).allclose(one.parameter.grad!, 1e-4, 1e-7), one.name));
    }

    [Fact]
    public void An_ensemble_of_ensembles_is_a_problem() => Assert.Equal(
        "of is a network of 32 members. Allowed: a network that is one.",
        Assert.Single<Problem>(new EnsembleConfig { Of = new TabMConfig() }.Problems()).ToString());
}

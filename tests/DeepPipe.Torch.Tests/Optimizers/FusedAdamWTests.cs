using DeepPipe.Torch.Tests.Optimizers;
using DeepPipe.Torch.Tests.Parameters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Torch.Tests;

public sealed class FusedAdamWTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("tied")]
    [InlineData("frozen")]
    public void Training_through_the_flat_buffer_equals_torch_optim(string kind) =>
        Twins.AssertEqual(Network(kind), flat => new FusedAdamW(flat, 0.9, 0.999, 1e-8), Reference);

    [Fact]
    public void State_is_named_after_the_parameters_and_restores_by_copying()
    {
        using var network = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);
        using var optimizer = new FusedAdamW(flat, 0.9, 0.999, 1e-8);
        Assert.Equal(
            flat.Segments.Single().Slices.Select(slice => $"exp_avg/{slice.Name}")
                .Concat(flat.Segments.Single().Slices.Select(slice => $"exp_avg_sq/{slice.Name}"))
                .Append("step"),
            optimizer.State.Keys);

        foreach (var parameter in network.parameters())
            parameter.grad!.normal_();
        optimizer.Step(0.1);
        using var values = flat.Values.clone();
        var state = optimizer.State.ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        optimizer.Step(0.1);
        using var expected = flat.Values.clone();

        flat.Values.copy_(values);
        foreach (var (name, tensor) in state)
            optimizer.State[name].copy_(tensor);
        optimizer.Step(0.1);
        Assert.True(flat.Values.bytes.SequenceEqual(expected.bytes));
    }

    internal static Func<long, SmallNetwork> Network(string kind) => kind switch
    {
        "tied" => SmallNetwork.CreateTied,
        "frozen" => SmallNetwork.CreateFrozen,
        _ => SmallNetwork.Create,
    };

    private static OptimizerHelper Reference(SmallNetwork network)
    {
        var (decayed, plain) = Twins.Groups(network);
        return optim.AdamW(
        [
            new AdamW.ParamGroup(decayed, new AdamW.Options { LearningRate = 0.1, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0.05 }),
            new AdamW.ParamGroup(plain, new AdamW.Options { LearningRate = 0.1, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0 }),
        ]);
    }
}

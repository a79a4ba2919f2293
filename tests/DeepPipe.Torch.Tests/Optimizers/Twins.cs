using DeepPipe.Torch.Tests.Parameters;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace DeepPipe.Torch.Tests.Optimizers;

/// <summary>Trains one network through the flat buffer and its twin through torch.optim, on the same batches.</summary>
internal static class Twins
{
    private const int Steps = 150;

    // Matrices, the first of the groups, go slower than the rest.
    private const double MatrixRate = 0.25;

    public static double Decay(string name, Parameter parameter) => parameter.dim() >= 2 ? 0.05 : 0;

    public static void AssertEqual(
        Func<long, SmallNetwork> create,
        Func<FlatParameters, IFusedOptimizer> fused,
        Func<SmallNetwork, OptimizerHelper> reference)
    {
        using var adopted = create(3);
        using var plain = create(3);
        using var flat = FlatParameters.Adopt(adopted, Decay, name => adopted.get_parameter(name)!.dim() >= 2 ? MatrixRate : 1);
        using var fusedOptimizer = fused(flat);
        using var referenceOptimizer = reference(plain);

        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            var rate = 1e-2 * (1 + Math.Cos(Math.PI * step / Steps)) / 2;
            var input = randn(32, 6);
            var target = input.narrow(1, 0, 3).sin();

            flat.ZeroGradients();
            Loss(adopted, input, target).backward();
            fusedOptimizer.Step(rate);

            referenceOptimizer.zero_grad();
            Loss(plain, input, target).backward();
            foreach (var (group, factor) in referenceOptimizer.ParamGroups.Zip([MatrixRate, 1]))
                group.LearningRate = rate * factor;
            referenceOptimizer.step();
        }
        AssertClose(adopted, plain);
    }

    public static (IEnumerable<Parameter> Decayed, IEnumerable<Parameter> Plain) Groups(SmallNetwork network)
    {
        var trainable = network.named_parameters()
            .Where(pair => pair.parameter.requires_grad)
            .DistinctBy(pair => pair.parameter.Handle);
        return (trainable.Where(pair => pair.parameter.dim() >= 2).Select(pair => pair.parameter).ToList(),
            trainable.Where(pair => pair.parameter.dim() < 2).Select(pair => pair.parameter).ToList());
    }

    private static Tensor Loss(SmallNetwork network, Tensor input, Tensor target) => nn.functional.mse_loss(network.call(input), target);

    private static void AssertClose(SmallNetwork left, SmallNetwork right)
    {
        var expected = right.state_dict();
        Assert.All(left.state_dict(), pair =>
            Assert.True(pair.Value.allclose(expected[pair.Key], 1e-3, 2e-5), $"{pair.Key} {(pair.Value - expected[pair.Key]).abs().max().ToDouble()}"));
    }
}

using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The mean losses of numbers.</summary>
internal static class NumberLosses
{
    /// <summary>The loss of a config.</summary>
    /// <param name="config">Any but Poisson, which is a head of its own.</param>
    /// <param name="found">Float32 [rows], in deviations of the target.</param>
    /// <param name="wanted">Float32 [rows], in deviations of the target.</param>
    public static Tensor Mean(NumberLossConfig config, Tensor found, Tensor wanted) => config switch
    {
        SquaredConfig => nn.functional.mse_loss(found, wanted),
        AbsoluteConfig => nn.functional.l1_loss(found, wanted),
        HuberConfig huber => nn.functional.huber_loss(found, wanted, huber.Delta),
        _ => throw new ArgumentException($"A {config.GetType().Name} has no mean of differences.", nameof(config)),
    };
}

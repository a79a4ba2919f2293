using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The mean losses of numbers.</summary>
internal static class NumberLosses
{
    /// <summary>The loss of a config.</summary>
    /// <param name="config">Any but Poisson, which is a head of its own.</param>
    /// <param name="found">Float32 [rows], or [rows, columns], in deviations of the target.</param>
    /// <param name="wanted">As <paramref name="found"/>.</param>
    /// <param name="weights">What each row counts, float32 [rows], or [rows, 1]; null where each counts 1.</param>
    public static Tensor Mean(NumberLossConfig config, Tensor found, Tensor wanted, Tensor? weights)
    {
        var reduction = weights is null ? nn.Reduction.Mean : nn.Reduction.None;
        var losses = config switch
        {
            SquaredConfig => nn.functional.mse_loss(found, wanted, reduction),
            AbsoluteConfig => nn.functional.l1_loss(found, wanted, reduction),
            HuberConfig huber => nn.functional.huber_loss(found, wanted, huber.Delta, reduction),
            _ => throw new ArgumentException($"A {config.GetType().Name} has no mean of differences.", nameof(config)),
        };
        return weights is null ? losses : RowLosses.Mean(losses, weights);
    }
}

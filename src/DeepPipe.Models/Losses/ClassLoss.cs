using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The mean loss of rows with classes out of each row's cross-entropy: by how well the row is told, and by its class.</summary>
public sealed class ClassLoss : nn.Module
{
    private readonly Tensor? gamma;         // buffers, float32 scalars
    private readonly Tensor? least;
    private readonly Tensor? weights;       // buffer, float32 [codes]

    /// <param name="config">Cross-entropy or focal.</param>
    /// <param name="ofCodes">What a row counts by its code; null where all count 1.</param>
    public ClassLoss(ClassLossConfig config, IReadOnlyList<double>? ofCodes) : base(nameof(ClassLoss))
    {
        if (config is FocalConfig focal)
        {
            register_buffer(nameof(gamma), gamma = tensor((float)focal.Gamma));
            register_buffer(nameof(least), least = tensor(1e-30f));         // a power of 0 may have no gradient
        }
        if (ofCodes is not null)
            register_buffer(nameof(weights), weights = tensor(ofCodes.Select(weight => (float)weight).ToArray()));
        LabelSmoothing = (config as CrossEntropyConfig)?.LabelSmoothing ?? 0;
    }

    /// <summary>The share of a row's target that is spread over all classes. At least 0, less than 1.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The mean over rows, a scalar.</summary>
    /// <param name="crossEntropies">Float32 [rows].</param>
    /// <param name="target">Codes, int64 [rows].</param>
    /// <param name="rowWeights">What each row counts besides its class, float32 [rows]; null where each counts 1.</param>
    public Tensor Mean(Tensor crossEntropies, Tensor target, Tensor? rowWeights = null)
    {
        var losses = crossEntropies;
        if (gamma is not null)
        {
            var doubt = crossEntropies.neg().expm1().neg();                 // 1 - p, exact where p is near 1
            losses = maximum(doubt, least!).pow(gamma) * crossEntropies;
        }
        if (weights is not null)
            losses = losses * weights.index_select(0, target);
        return RowLosses.Mean(losses, rowWeights);
    }
}

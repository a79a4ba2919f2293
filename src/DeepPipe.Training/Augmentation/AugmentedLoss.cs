using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The loss of a batch whose rows are changed first, by what a config asks for in its order; mixing comes last.</summary>
internal sealed class AugmentedLoss
{
    private readonly IReadOnlyList<AugmentationConfig> changes;
    private readonly double? alpha;

    public AugmentedLoss(IReadOnlyList<AugmentationConfig> augmentation)
    {
        changes = [.. augmentation.Where(change => change is not MixupConfig)];
        alpha = augmentation.OfType<MixupConfig>().FirstOrDefault()?.Alpha;
    }

    /// <summary>The loss, a scalar; every draw comes from torch's default generators.</summary>
    public Tensor Of(Trainee trainee, Batch batch)
    {
        var features = batch.Features with { Blocks = [.. batch.Features.Blocks.Select(Changed)] };
        if (alpha is not { } parameter)
            return trainee.Head.Loss(trainee.Network.call(features), batch.Targets, batch.Weights);

        var share = ShareOf(parameter);
        var order = randperm(features.RowCount, ScalarType.Int64, features.Numbers.device);
        var mixed = new FeatureTensors(Mixed(features.Numbers, order, share), features.Codes, [.. features.Blocks.Select(block => Mixed(block, order, share))]);
        var output = trainee.Network.call(mixed);
        using var ofRow = share.ToScalar();
        using var ofOther = (1 - share).ToScalar();
        return trainee.Head.Loss(output, batch.Targets, batch.Weights) * ofRow
            + trainee.Head.Loss(output, batch.Targets.index_select(0, order), batch.Weights?.index_select(0, order)) * ofOther;
    }

    // Pixels alone are bytes.
    private Tensor Changed(Tensor block) => block.dtype == ScalarType.Byte ? changes.Aggregate(block, (pixels, change) => change.Change(pixels)) : block;

    // Codes are no quantities: they stay as they are.
    private static Tensor Mixed(Tensor rows, Tensor order, double share)
    {
        if (rows.dtype == ScalarType.Int64 || rows.numel() == 0)
            return rows;
        using var ofRow = share.ToScalar();
        using var ofOther = (1 - share).ToScalar();
        var numbers = rows.to(ScalarType.Float32);
        var mixed = numbers * ofRow + numbers.index_select(0, order) * ofOther;
        return rows.dtype == ScalarType.Byte ? mixed.round().to(ScalarType.Byte) : mixed;
    }

    // Drawn on the CPU, so that the device is not waited for.
    private static double ShareOf(double alpha)
    {
        using var both = tensor(alpha);
        using var distribution = distributions.Beta(both, both);
        return distribution.sample().item<double>();
    }
}

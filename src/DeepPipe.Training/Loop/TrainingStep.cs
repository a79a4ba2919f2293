using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>One step: a batch forward and backward, and the parameters moved.</summary>
internal sealed class TrainingStep(
    Trainee trainee,
    FlatParameters parameters,
    IFusedOptimizer optimizer,
    GradientClip? clip,
    LearningRate learningRate,
    AugmentedLoss? augmented,
    ShuffledBatches batches,
    StepRandomness randomness,
    StepLosses losses)
{
    /// <summary>Runs a step, which depends on the seed, the epoch and the step alone; does not wait for the device.</summary>
    public void Run(int epoch, int step)
    {
        using var scope = NewDisposeScope();
        randomness.Seed(epoch, step);
        var batch = batches.Take(step);
        var loss = augmented?.Of(trainee, batch) ?? trainee.Head.Loss(trainee.Network.call(batch.Features), batch.Targets, batch.Weights);

        parameters.ZeroGradients();
        loss.backward();
        clip?.Apply(parameters);
        optimizer.Step(learningRate.At(epoch, step));
        losses.Record(step, loss);
    }
}

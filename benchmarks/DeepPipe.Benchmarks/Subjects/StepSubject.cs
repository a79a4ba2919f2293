using DeepPipe.Models;
using DeepPipe.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Benchmarks;

/// <summary>One training step, against the same on tensors at hand and against TorchSharp's own Sequential and AdamW.</summary>
internal static class StepSubject
{
    private const int Rounds = 60;

    public static Report Run() => new(
        "step",
        "One training step",
        [
            "Training's step as the loop calls it: the generator seeded, a shuffled batch gathered, forward, loss, backward, the fused "
                + "AdamW on flat parameters by its schedule, the loss recorded.",
            "At hand: the same network and fused AdamW over batches that were cut beforehand; nothing else.",
            "TorchSharp's own: Sequential of Linear, ReLU and Dropout, torch.optim.AdamW, zero_grad, backward and step, over the same batches.",
            $"Float32 on the CPU, one thread. {Rounds} rounds in turns in one process after 5 for warm-up, {StepContest.Steps} steps each. "
                + "A ratio is of one round.",
        ],
        [
            .. Compare("8 numbers, layers 256-256-256, batch 256", new(8, [], 1), [256, 256, 256], 256),
            .. Compare("8 numbers, layers 32-32, batch 64", new(8, [], 1), [32, 32], 64),
            .. Compare("6 numbers and 8 categories, layers 256-256, batch 256", new(6, [10, 18, 9, 17, 8, 7, 4, 44], 1), [256, 256], 256),
        ],
        [
            "The second network is so small that calls weigh more than arithmetic: the hardest case for what surrounds a step.",
            "Sequential takes one input, so that with categories there is no network of TorchSharp's own to compare with.",
        ]);

    private static IEnumerable<Measurement> Compare(string name, NetworkShape shape, IReadOnlyList<int> layers, int batchRows)
    {
        using var steps = new StepContest(shape, new MlpConfig { Layers = layers, Dropout = 0.1 }, batchRows);
        var contest = Contest.Run(5, Rounds, steps.Contenders);
        yield return new($"{name}: time over at hand", "", contest.TimeRatio(0, 1)) { Goal = new(AtMost: 1.1) };
        if (steps.Contenders.Count > 2)
            yield return new($"{name}: time over TorchSharp's own", "", contest.TimeRatio(0, 2)) { Goal = new(AtMost: 1) };
        for (var index = 0; index < steps.Contenders.Count; index++)
            yield return new(
                $"{name}: {steps.Contenders[index].Name}", "ms", contest.Seconds(index).Map(seconds => 1000 * seconds / StepContest.Steps));
    }
}

using System.Collections.Immutable;
using DeepPipe.Training.Tests.Fixtures;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

/// <summary>A run over a small table that a network can learn: 150 training and 60 validation rows.</summary>
internal static class SmallRun
{
    public const ulong Seed = 7;

    public static readonly TrainingConfig Config = new()
    {
        Epochs = 4,
        BatchRows = 32,
        Schedule = new CosineScheduleConfig { WarmupSteps = 5 },
        ClipNorm = 1,
    };

    public static PreparedData Data() => new(Part(150, 1), Part(60, 2), Part(40, 3));

    public static PreparedPart Part(long rowCount, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed(seed);
        var numbers = randn(rowCount, 5);
        var codes = randint(0, 4, [rowCount, 1], ScalarType.Int64);
        var targets = (numbers.select(1, 0) + codes.select(1, 0) - 1.5 > 0).to(ScalarType.Int64);
        scope.Detach(numbers, codes, targets);
        return new PreparedPart(numbers, codes, targets);
    }

    public static TrainingPlan Plan(RunFolder folder, TrainingConfig? config = null, bool resume = false) => new()
    {
        Config = config ?? Config,
        Seed = Seed,
        Device = CPU,
        RunFolder = folder.Path,
        Resume = resume,
    };

    public static Trainee Trainee(SmallNetwork network, IScorer? scorer = null) =>
        new(network, network, new SmallHead(), scorer ?? new AccuracyScorer());

    /// <summary>Trains a new network.</summary>
    public static (TrainingOutcome Outcome, ImmutableDictionary<string, byte[]> State) Fit(
        PreparedData data,
        RunFolder folder,
        TrainingConfig? config = null,
        bool resume = false,
        IScorer? scorer = null,
        CancelAtLook? cancel = null)
    {
        using var network = SmallNetwork.Create();
        var plan = Plan(folder, config, resume) with { Time = cancel ?? TimeProvider.System };
        var outcome = Trainer.Fit(Trainee(network, scorer), data, plan, null, cancel?.Token ?? default);
        return (outcome, State(network));
    }

    /// <summary>The bytes of every parameter and buffer by name.</summary>
    public static ImmutableDictionary<string, byte[]> State(SmallNetwork network) =>
        network.state_dict().ToImmutableDictionary(pair => pair.Key, pair => pair.Value.bytes.ToArray());
}

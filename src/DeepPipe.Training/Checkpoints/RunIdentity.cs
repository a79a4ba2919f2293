namespace DeepPipe.Training;

/// <summary>What must be the same for a run to go on with the same bits.</summary>
internal sealed record RunIdentity
{
    public required ulong Seed { get; init; }

    public required long TrainRowCount { get; init; }

    public required long ValidationRowCount { get; init; }

    public required int StepsPerEpoch { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Threads of an operation on the CPU; a resumed run takes this number again.</summary>
    public required int Threads { get; init; }

    public static RunIdentity Of(TrainingPlan plan, PreparedData data, int stepsPerEpoch, int threads) => new()
    {
        Seed = plan.Seed,
        TrainRowCount = data.Train.RowCount,
        ValidationRowCount = data.Validation.RowCount,
        StepsPerEpoch = stepsPerEpoch,
        Epochs = plan.Config.Epochs,
        Threads = threads,
    };

    /// <summary>What differs, in words; null where nothing does. The thread count follows the checkpoint and is not compared.</summary>
    public string? DifferenceTo(RunIdentity now)
    {
        var differences = new (string Name, object Then, object Now)[]
        {
            ("seed", Seed, now.Seed),
            ("training rows", TrainRowCount, now.TrainRowCount),
            ("validation rows", ValidationRowCount, now.ValidationRowCount),
            ("steps an epoch", StepsPerEpoch, now.StepsPerEpoch),
            ("epochs", Epochs, now.Epochs),
        };
        var words = differences
            .Where(pair => !pair.Then.Equals(pair.Now))
            .Select(pair => FormattableString.Invariant($"{pair.Name}: {pair.Then} then, {pair.Now} now"));
        var text = string.Join("; ", words);
        return text.Length == 0 ? null : text;
    }
}

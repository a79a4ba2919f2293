using System.Globalization;
using DeepPipe.Configuration;

namespace DeepPipe.Training;

/// <summary>How a network is trained: the section <c>training</c>.</summary>
public sealed record TrainingConfig : IValidated
{
    /// <summary>How many times the training rows are passed over, at most.</summary>
    /// <value>Default 100. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Epochs { get; init; } = 100;

    /// <summary>Rows of one step.</summary>
    /// <value>Default 256. At least 1.</value>
    [Within(AtLeast = 1)]
    public int BatchRows { get; init; } = 256;

    /// <summary>The most steps of an epoch: where there are more rows, the next epoch draws others.</summary>
    /// <value>Optional. Without it, an epoch is a pass over the training rows. At least 1.</value>
    [Within(AtLeast = 1)]
    public int? EpochSteps { get; init; }

    /// <summary>Whether the rows that do not fill a last batch are left out of each epoch (other rows each time).</summary>
    /// <value>Default false: the last batch is smaller.</value>
    public bool DropLast { get; init; }

    /// <summary>
    /// The column that says what each train row counts, beside the mean of all. It is never a feature, and validation and test rows
    /// count the same.
    /// </summary>
    /// <value>Optional. A column of numbers, at least 0, without gaps in the train rows.</value>
    public string? RowWeights { get; init; }

    /// <summary>Which train rows an epoch takes.</summary>
    /// <value>Default <c>shuffled</c>. One of <c>shuffled</c>, <c>balanced</c>, <c>weighted</c>.</value>
    public Sampling Sampling { get; init; }

    /// <summary>What is changed in the rows of each step, in this order: images are flipped, shifted or cut, rows are mixed.</summary>
    /// <value>Default empty. Any of <c>flip</c>, <c>crop</c>, <c>cutout</c>, <c>mixup</c>.</value>
    public IReadOnlyList<AugmentationConfig> Augmentation { get; init; } = [];

    /// <summary>How a gradient changes the parameters.</summary>
    /// <value>Default adamw.</value>
    public OptimizerConfig Optimizer { get; init; } = new AdamWConfig();

    /// <summary>Parts of the network that have their own learning rate or weight decay; of several that hold a weight, the longest counts.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<ParameterGroupConfig> Groups { get; init; } = [];

    /// <summary>How the learning rate goes over the steps.</summary>
    /// <value>Default cosine.</value>
    public ScheduleConfig Schedule { get; init; } = new CosineScheduleConfig();

    /// <summary>The largest global L2 norm of the gradients; larger ones are scaled down together.</summary>
    /// <value>Default none: gradients are left as they are. Greater than 0.</value>
    [Within(Above = 0)]
    public double? ClipNorm { get; init; }

    /// <summary>When to stop before the last epoch, and which epoch is the best.</summary>
    /// <value>Default validation.loss with a patience of 16 epochs. Null: every epoch is run and the last one is kept.</value>
    public EarlyStoppingConfig? EarlyStopping { get; init; } = new();

    /// <summary>When a checkpoint is written.</summary>
    /// <value>Default after each epoch.</value>
    public CheckpointsConfig Checkpoints { get; init; } = new();

    /// <summary>Threads of one operation on the CPU. The last bits of a result depend on it.</summary>
    /// <value>Default what torch takes for the machine. At least 1.</value>
    [Within(AtLeast = 1)]
    public int? Threads { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Sampling == Sampling.Weighted && RowWeights is null)
            yield return new("sampling", "weighted", "only with row_weights");
        for (var index = 0; index < Groups.Count; index++)
            if (Groups.Take(index).Any(before => before.Match == Groups[index].Match))
                yield return new(KeyPath.Join("groups", index.ToString(CultureInfo.InvariantCulture), "match"), Groups[index].Match, "a part that no other group names");
        if (Augmentation.OfType<MixupConfig>().Count() > 1)
            yield return new("augmentation", new Phrase("a list with mixup twice"), "mixup once at most");
    }
}

using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The collaborators of a run, built in the order in which they need each other, and where the run stands.</summary>
internal sealed class TrainingSession : IDisposable
{
    // Enough rows to learn which scores there are; their values do not matter.
    private const long RehearsalRows = 64;

    private readonly TrainingPlan plan;
    private readonly RunIdentity identity;
    private readonly FlatParameters parameters;
    private readonly IFusedOptimizer optimizer;
    private readonly GradientClip? clip;
    private readonly StepRandomness randomness;
    private MetricsJournal? journal;

    public TrainingSession(Trainee trainee, PreparedData data, TrainingPlan plan)
    {
        this.plan = plan;
        var config = plan.Config;
        trainee.Model.to(plan.Device);
        Evaluator = new Evaluator(trainee);
        Best = new BestEpoch(config.EarlyStopping);
        Best.CheckMetric(Evaluator.Score(data.Validation, Math.Min(RehearsalRows, data.Validation.RowCount)).Named("validation").Keys);

        var groups = new ParameterGroups(config, trainee.Network);
        parameters = FlatParameters.Adopt(trainee.Model, groups.Decay, groups.LearningRateFactor);
        optimizer = config.Optimizer.Build(parameters);
        clip = config.ClipNorm is { } norm ? new GradientClip(norm) : null;
        randomness = new StepRandomness(plan.Seed, plan.Device);
        Batches = new ShuffledBatches(data.Train, new BatchPlan(data.Train.RowCount, config.BatchRows, config.DropLast, config.EpochSteps), plan.Seed, config.Sampling);
        Losses = new StepLosses(Batches.Plan, plan.Device);
        LearningRate = new LearningRate(config, StepsPerEpoch);
        var augmented = config.Augmentation.Count > 0 ? new AugmentedLoss(config.Augmentation) : null;
        Step = new TrainingStep(trainee, parameters, optimizer, clip, LearningRate, augmented, Batches, randomness, Losses);
        Checkpoints = new CheckpointFolder(plan.RunFolder, trainee.Model, optimizer, Losses);

        set_num_threads(config.Threads ?? get_num_threads());
        identity = RunIdentity.Of(plan, data, StepsPerEpoch, get_num_threads());
    }

    public Evaluator Evaluator { get; }

    public BestEpoch Best { get; }

    public ShuffledBatches Batches { get; }

    public StepLosses Losses { get; }

    public LearningRate LearningRate { get; }

    public TrainingStep Step { get; }

    public CheckpointFolder Checkpoints { get; }

    public int StepsPerEpoch => Batches.Plan.StepCount;

    private MetricsJournal Journal => journal ?? throw new InvalidOperationException("The run has not begun.");

    /// <summary>Opens the run at its first step, or at its last checkpoint, with torch's thread count as it was then.</summary>
    public Cursor Begin()
    {
        if (!plan.Resume || IsUntouched())
        {
            journal = MetricsJournal.Open(plan.RunFolder, 0);
            var first = At(epoch: 1, step: 0);
            Checkpoints.SaveLast(first);
            return first;
        }
        var cursor = Checkpoints.LoadLast(identity);
        set_num_threads(cursor.Identity.Threads);
        Best.Standing = cursor.Standing;
        if (Best.MayStay)
            Checkpoints.RequireBest();
        journal = MetricsJournal.Open(plan.RunFolder, cursor.JournalLength);
        return cursor;
    }

    /// <summary>Writes a checkpoint within an epoch.</summary>
    /// <exception cref="TrainingException">A loss is NaN or infinite: the checkpoint before stays.</exception>
    public void SaveMidEpoch(int epoch, int stepCount)
    {
        Losses.Mean(epoch, stepCount);
        Checkpoints.SaveLast(At(epoch, stepCount));
    }

    /// <summary>Writes the journal's line of an epoch.</summary>
    public void Record(int epoch, double trainLoss, IReadOnlyDictionary<string, double> scores) =>
        Journal.Append(epoch, (long)epoch * StepsPerEpoch, LearningRate.At(epoch, StepsPerEpoch - 1), trainLoss, scores);

    /// <summary>Where the run stands once an epoch is evaluated and recorded.</summary>
    public Cursor After(int epoch) =>
        At(epoch + 1, step: 0) with { IsFinished = epoch == plan.Config.Epochs || Best.PatienceIsSpent };

    public void Dispose()
    {
        journal?.Dispose();
        Losses.Dispose();
        Batches.Dispose();
        randomness.Dispose();
        clip?.Dispose();
        optimizer.Dispose();
        parameters.Dispose();
    }

    private Cursor At(int epoch, int step) => new()
    {
        Epoch = epoch,
        Step = step,
        JournalLength = Journal.Length,
        Standing = Best.Standing,
        Identity = identity,
    };

    // A run that was killed before its first checkpoint has nothing to go on from, and nothing to lose.
    private bool IsUntouched()
    {
        var metrics = new FileInfo(Path.Combine(plan.RunFolder, MetricsJournal.FileName));
        return !Checkpoints.HasLast && (!metrics.Exists || metrics.Length == 0);
    }
}

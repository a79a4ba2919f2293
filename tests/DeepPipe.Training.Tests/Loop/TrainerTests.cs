using DeepPipe.Configuration;
using DeepPipe.Training.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class TrainerTests
{
    private static readonly TrainingConfig Constant = SmallRun.Config with { Schedule = new ConstantScheduleConfig { WarmupSteps = 0 } };

    [Fact]
    public void A_network_learns_what_can_be_learned()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var config = SmallRun.Config with { Epochs = 40, Optimizer = new AdamWConfig { LearningRate = 1e-2 } };
        var (outcome, _) = SmallRun.Fit(data, folder, config);
        Assert.InRange(outcome.BestScores["validation.accuracy"], 0.85, 1);
        Assert.Equal("cpu", outcome.Device);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var (_, first) = SmallRun.Fit(data, folder);
        var (_, second) = SmallRun.Fit(data, folder);
        Assert.All(first, pair => Assert.Equal(pair.Value, second[pair.Key]));

        using var network = SmallNetwork.Create();
        Trainer.Fit(SmallRun.Trainee(network), data, SmallRun.Plan(folder) with { Seed = 8 }, null, default);
        Assert.NotEqual(first["last.weight"], SmallRun.State(network)["last.weight"]);
    }

    [Fact]
    public void The_model_ends_with_the_parameters_of_its_best_epoch()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var stopping = new EarlyStoppingConfig { Metric = "validation.accuracy", PatienceEpochs = 2 };
        var (outcome, state) = SmallRun.Fit(
            data, folder, Constant with { Epochs = 9, EarlyStopping = stopping },
            scorer: new ScriptedScorer("accuracy", 0.5, 0.8, 0.7, 0.8));

        Assert.Equal((2, 4, 20, true), (outcome.BestEpoch, outcome.EpochCount, (int)outcome.StepCount, outcome.StoppedEarly));
        Assert.Equal(0.8, outcome.BestScores["validation.accuracy"]);
        Assert.Equal(4, File.ReadAllLines(folder.Metrics).Length);

        var (_, atSecond) = SmallRun.Fit(data, folder, Constant with { Epochs = 2, EarlyStopping = null });
        Assert.All(state, pair => Assert.Equal(atSecond[pair.Key], pair.Value));
    }

    [Fact]
    public void A_score_without_a_value_is_never_the_best_of_several()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var (outcome, _) = SmallRun.Fit(
            data, folder, Constant with { EarlyStopping = new() { Metric = "validation.roc_auc" } },
            scorer: new ScriptedScorer("roc_auc", double.NaN, 0.4, double.NaN, 0.3));
        Assert.Equal(2, outcome.BestEpoch);
    }

    [Fact]
    public void Without_early_stopping_every_epoch_is_run_and_the_last_is_kept()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var (outcome, _) = SmallRun.Fit(
            data, folder, Constant with { EarlyStopping = null }, scorer: new ScriptedScorer("accuracy", 0.9, 0.8, 0.7, 0.6));
        Assert.Equal((4, 4, false), (outcome.BestEpoch, outcome.EpochCount, outcome.StoppedEarly));
    }

    [Fact]
    public void A_metric_that_this_task_does_not_have_is_refused_before_the_first_step()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var failure = Assert.Throws<ConfigException>(
            () => SmallRun.Fit(data, folder, Constant with { EarlyStopping = new() { Metric = "validation.rmse" } }));
        Assert.Equal(
            "training.early_stopping.metric is \"validation.rmse\". Allowed: validation.loss, validation.accuracy. "
            + "Did you mean \"validation.loss\"?",
            failure.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_part_without_rows_is_refused()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        using var empty = data with { Validation = SmallRun.Part(0, 1) };
        var failure = Assert.Throws<TrainingException>(() => SmallRun.Fit(empty, folder));
        Assert.Equal("There are no validation rows. Look at data.split: each part needs at least one row.", failure.Message);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_and_names_the_step()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        using var broken = data with { Train = SmallRun.Part(150, 1) };
        broken.Train.Features.Numbers[17] = float.NaN;
        var order = new int[150];
        RowOrder.Fill(order, SmallRun.Seed, epoch: 1);
        var step = (Array.IndexOf(order, 17) / 32) + 1;

        var failure = Assert.Throws<TrainingException>(() => SmallRun.Fit(broken, folder));
        Assert.Equal(
            $"The loss became NaN in epoch 1, step {step} of 5. Lower training.optimizer.learning_rate, "
            + "set training.clip_norm (1.0 is a usual value), or look for extreme values among the features and targets.",
            failure.Message);
    }

    [Fact]
    public void A_cancelled_run_leaves_with_a_checkpoint_and_without_a_journal_line()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        Assert.Throws<OperationCanceledException>(() => SmallRun.Fit(data, folder, cancel: new CancelAtLook(5)));
        Assert.True(File.Exists(folder.Last));
        Assert.Empty(File.ReadAllText(folder.Metrics));
    }

    [Fact]
    public void Progress_tells_each_epoch_its_scores_and_the_best()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        using var network = SmallNetwork.Create();
        var progress = new Collected();
        Trainer.Fit(SmallRun.Trainee(network), data, SmallRun.Plan(folder), progress, default);

        var ends = progress.Reports.Where(report => report.Scores is not null).ToList();
        Assert.Equal([1, 2, 3, 4], ends.Select(report => report.Epoch));
        Assert.All(ends, report => Assert.Equal((5, 5, 4), (report.Step, report.StepCount, report.EpochCount)));
        Assert.All(ends, report => Assert.Contains("validation.loss", report.Scores!.Keys));
        Assert.All(ends, report => Assert.InRange(report.Standing.BestEpoch, 1, report.Epoch));
    }

    [Fact]
    public void A_hundred_steps_leave_no_tensor_behind()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        using var network = SmallNetwork.Create();
        using var session = new TrainingSession(SmallRun.Trainee(network), data, SmallRun.Plan(folder));
        session.Batches.Shuffle(1);
        session.Step.Run(1, 0);
        var count = Tensor.TotalCount;
        for (var step = 0; step < 100; step++)
            session.Step.Run(1, step % session.StepsPerEpoch);
        Assert.InRange(Tensor.TotalCount, 0, count);
    }

    [Fact]
    public void A_whole_run_leaves_no_tensor_behind_but_the_adopted_gradients()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        using var network = SmallNetwork.Create();
        Trainer.Fit(SmallRun.Trainee(network), data, SmallRun.Plan(folder), null, default);
        var count = Tensor.TotalCount;
        Trainer.Fit(SmallRun.Trainee(network), data, SmallRun.Plan(folder), null, default);
        Assert.InRange(Tensor.TotalCount, 0, count);
    }

    private sealed class Collected : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }
}

using DeepPipe.Configuration;

namespace DeepPipe.Training.Tests;

public sealed class TrainingSectionTests
{
    [Fact]
    public void A_section_reads_as_it_is_written_by_hand()
    {
        var config = Parse(
            """
            epochs: 50
            batch_rows: 512
            optimizer: {type: sgd, learning_rate: 0.1, momentum: 0.8, nesterov: true, weight_decay: 1e-4}
            schedule: {type: cosine, warmup_steps: 20, final_fraction: 0.1}
            clip_norm: 1.0
            early_stopping: {metric: validation.accuracy, patience_epochs: 5}
            checkpoints: {every_epochs: 2, every_steps: 1000}
            threads: 4
            epoch_steps: 7
            drop_last: true
            """);
        Assert.Equal(
            new TrainingConfig
            {
                Epochs = 50,
                BatchRows = 512,
                Optimizer = new SgdConfig { LearningRate = 0.1, Momentum = 0.8, Nesterov = true, WeightDecay = 1e-4 },
                Schedule = new CosineScheduleConfig { WarmupSteps = 20, FinalFraction = 0.1 },
                ClipNorm = 1,
                EarlyStopping = new EarlyStoppingConfig { Metric = "validation.accuracy", PatienceEpochs = 5 },
                Checkpoints = new CheckpointsConfig { EveryEpochs = 2, EverySteps = 1000 },
                Threads = 4,
                EpochSteps = 7,
                DropLast = true,
            },
            config);
    }

    [Fact]
    public void Bare_names_and_a_null_are_enough()
    {
        var config = Parse("optimizer: adamw\nschedule: constant\nearly_stopping: null\n");
        Assert.IsType<AdamWConfig>(config.Optimizer);
        Assert.Equal(new ConstantScheduleConfig { WarmupSteps = 100 }, config.Schedule);
        Assert.Null(config.EarlyStopping);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var config = new TrainingConfig { Optimizer = new AdamWConfig { Betas = [0.85, 0.99] }, ClipNorm = 0.5, EarlyStopping = null };
        var again = Parse(Configuration.Config.Write(config));
        Assert.Equal(Configuration.Config.Write(config), Configuration.Config.Write(again));
        Assert.Null(again.EarlyStopping);
        Assert.Equal([0.85, 0.99], ((AdamWConfig)again.Optimizer).Betas);
    }

    [Fact]
    public void Every_problem_is_told_at_its_place()
    {
        var failure = Assert.Throws<ConfigException>(() => Parse(
            """
            epochs: 0
            optimizer: {type: adamv}
            clip_norm: 0
            early_stopping: {metric: validation.acuracy}
            """));
        Assert.Equal(
            ["t.yaml:1:9", "t.yaml:2:19", "t.yaml:3:12", "t.yaml:4:26"],
            failure.Problems.Select(problem => problem.Place.ToString()));
    }

    private static TrainingConfig Parse(string yaml) => Configuration.Config.Parse<TrainingConfig>(yaml, "t.yaml", [], _ => null);
}

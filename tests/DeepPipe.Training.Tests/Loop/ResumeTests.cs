using CsCheck;
using DeepPipe.Training.Tests.Fixtures;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class ResumeTests
{
    // The loop looks at the clock twice before its first step; 4 epochs have 20 steps.
    private const int FirstLook = 2;
    private const int LastLook = 21;

    [Theory]
    [InlineData("adamw")]
    [InlineData("sgd")]
    [InlineData("groups")]
    [InlineData("adamw, a checkpoint every third step")]
    [InlineData("adamw, a checkpoint every third epoch")]
    public void A_run_that_is_cut_off_and_resumed_equals_an_unbroken_one(string kind)
    {
        var config = ConfigOf(kind);
        using var data = SmallRun.Data();
        using var unbroken = new RunFolder();
        var expected = SmallRun.Fit(data, unbroken, config);

        Gen.Int[FirstLook, LastLook].List[1, 3].Sample(moments =>
        {
            using var folder = new RunFolder();
            foreach (var moment in moments)
                CutOff(data, folder, config, moment);
            var (outcome, state) = SmallRun.Fit(data, folder, config, resume: true);

            Assert.Equal(expected.State.OrderBy(pair => pair.Key), state.OrderBy(pair => pair.Key), StateEquality);
            Assert.Equal(File.ReadAllBytes(unbroken.Metrics), File.ReadAllBytes(folder.Metrics));
            Assert.Equal(expected.Outcome.BestEpoch, outcome.BestEpoch);
            Assert.Equal(expected.Outcome.BestScores, outcome.BestScores);
        }, iter: 5, threads: 1);
    }

    [Fact]
    public void A_run_goes_on_from_its_last_checkpoint_though_the_journal_is_longer()
    {
        using var data = SmallRun.Data();
        using var unbroken = new RunFolder();
        var expected = SmallRun.Fit(data, unbroken);

        using var folder = new RunFolder();
        CutOff(data, folder, SmallRun.Config, moment: 9);
        File.AppendAllText(folder.Metrics, "{\"epoch\":2,\"half a li");
        var (_, state) = SmallRun.Fit(data, folder, resume: true);
        Assert.Equal(expected.State.OrderBy(pair => pair.Key), state.OrderBy(pair => pair.Key), StateEquality);
        Assert.Equal(File.ReadAllBytes(unbroken.Metrics), File.ReadAllBytes(folder.Metrics));
    }

    [Fact]
    public void Resuming_a_finished_run_changes_nothing()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var (first, state) = SmallRun.Fit(data, folder);
        var metrics = File.ReadAllBytes(folder.Metrics);
        var (second, again) = SmallRun.Fit(data, folder, resume: true);

        Assert.Equal(first with { Duration = default, BestScores = second.BestScores }, second with { Duration = default });
        Assert.Equal(first.BestScores, second.BestScores);
        Assert.Equal(state.OrderBy(pair => pair.Key), again.OrderBy(pair => pair.Key), StateEquality);
        Assert.Equal(metrics, File.ReadAllBytes(folder.Metrics));
    }

    [Fact]
    public void Resuming_a_folder_without_any_checkpoint_begins_anew()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        using var other = new RunFolder();
        Assert.Equal(
            SmallRun.Fit(data, other).State.OrderBy(pair => pair.Key),
            SmallRun.Fit(data, folder, resume: true).State.OrderBy(pair => pair.Key),
            StateEquality);
    }

    [Fact]
    public void A_resumed_run_takes_the_thread_count_of_its_checkpoint()
    {
        var before = get_num_threads();
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        try
        {
            CutOff(data, folder, SmallRun.Config with { Threads = 2 }, moment: 9);
            set_num_threads(1);
            Assert.Equal(2, SmallRun.Fit(data, folder, resume: true).Outcome.Threads);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static TrainingConfig ConfigOf(string kind) => kind switch
    {
        "sgd" => SmallRun.Config with { Optimizer = new SgdConfig { Nesterov = true, WeightDecay = 1e-3 }, DropLast = true },
        "groups" => SmallRun.Config with { Groups = [new() { Match = "first", LearningRate = 1e-4, WeightDecay = 0 }, new() { Match = "last", WeightDecay = 0.5 }] },
        "adamw, a checkpoint every third step" => SmallRun.Config with { Checkpoints = new() { EverySteps = 3 } },
        "adamw, a checkpoint every third epoch" => SmallRun.Config with { Checkpoints = new() { EveryEpochs = 3 } },
        _ => SmallRun.Config,
    };

    private static void CutOff(PreparedData data, RunFolder folder, TrainingConfig config, int moment)
    {
        try
        {
            SmallRun.Fit(data, folder, config, resume: true, cancel: new CancelAtLook(moment));
        }
        catch (OperationCanceledException)
        {
            Assert.True(File.Exists(folder.Last));
        }
    }

    private static bool StateEquality(KeyValuePair<string, byte[]> left, KeyValuePair<string, byte[]> right) =>
        left.Key == right.Key && left.Value.AsSpan().SequenceEqual(right.Value);
}

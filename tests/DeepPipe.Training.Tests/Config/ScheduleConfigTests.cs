using CsCheck;

namespace DeepPipe.Training.Tests;

public sealed class ScheduleConfigTests
{
    [Fact]
    public void Warmup_rises_linearly_and_ends_at_the_full_rate()
    {
        var schedule = new ConstantScheduleConfig { WarmupSteps = 4 };
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1], Enumerable.Range(0, 6).Select(step => schedule.Factor(step, 6)));
    }

    [Fact]
    public void A_cosine_has_its_landmarks()
    {
        var schedule = new CosineScheduleConfig { WarmupSteps = 10, FinalFraction = 0.1 };
        Assert.Equal(0.1, schedule.Factor(0, 110), 15);
        Assert.Equal(1, schedule.Factor(9, 110), 15);
        Assert.Equal(1, schedule.Factor(10, 110), 15);
        Assert.Equal(0.55, schedule.Factor(60, 110), 15);
        Assert.Equal(0.1, schedule.Factor(110, 110), 15);
    }

    [Fact]
    public void Without_warmup_the_first_step_has_the_full_rate()
    {
        Assert.Equal(1, new CosineScheduleConfig { WarmupSteps = 0 }.Factor(0, 100));
        Assert.Equal(1, new ConstantScheduleConfig { WarmupSteps = 0 }.Factor(0, 100));
    }

    [Fact]
    public void A_cosine_never_rises_after_warmup_and_stays_between_its_ends() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[1, 300], Gen.Double[0, 1]).Sample((warmup, after, final) =>
        {
            var schedule = new CosineScheduleConfig { WarmupSteps = warmup, FinalFraction = final };
            var factors = Enumerable.Range(warmup, after).Select(step => schedule.Factor(step, warmup + after)).ToList();
            Assert.All(factors, factor => Assert.InRange(factor, final - 1e-12, 1 + 1e-12));
            Assert.All(factors.Zip(factors.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
        });

    [Fact]
    public void The_learning_rate_goes_on_across_epochs()
    {
        var config = new TrainingConfig
        {
            Epochs = 3,
            Optimizer = new SgdConfig { LearningRate = 2 },
            Schedule = new ConstantScheduleConfig { WarmupSteps = 8 },
        };
        var rate = new LearningRate(config, stepsPerEpoch: 4);
        Assert.Equal([0.25, 1, 1.25, 2, 2], [rate.At(1, 0), rate.At(1, 3), rate.At(2, 0), rate.At(2, 3), rate.At(3, 3)]);
    }
}

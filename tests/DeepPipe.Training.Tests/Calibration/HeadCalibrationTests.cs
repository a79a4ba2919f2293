using DeepPipe.Features;
using DeepPipe.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class HeadCalibrationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Logits_that_are_too_sure_are_divided_by_what_they_are_too_large_by(int classCount)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var honest = randn(20_000, classCount) * 1.5;
        var probabilities = classCount == 1 ? cat([1 - honest.sigmoid(), honest.sigmoid()], 1) : honest.softmax(1);
        using var part = new PreparedPart(honest * 4, zeros([20_000, 0], ScalarType.Int64), multinomial(probabilities, 1).squeeze(1));
        IHead head = classCount == 1 ? new BinaryHead(isCalibrated: true) : new MulticlassHead(classCount, isCalibrated: true);

        var said = HeadCalibration.Fit(Trainee(head), part, Target(Math.Max(2, classCount)), [new HalfThresholdConfig()]);

        var temperature = head.Temperature!.item<float>();
        Assert.InRange(temperature, 3.8, 4.2);
        Assert.Equal(FormattableString.Invariant($"Fitted on the validation rows: the temperature is {temperature:0.###}"), said);
    }

    [Fact]
    public void The_threshold_is_that_of_calibrated_probabilities_and_decides()
    {
        using var scope = NewDisposeScope();
        using var part = new PreparedPart(
            tensor(new[,] { { -9f }, { -3f }, { -2f }, { 1f } }), zeros([4, 0], ScalarType.Int64), tensor(new long[] { 0, 1, 1, 1 }));
        IHead head = new BinaryHead(isCalibrated: true, threshold: 0.5);

        HeadCalibration.Fit(Trainee(head), part, Target(2), [new TunedThresholdConfig()]);

        Assert.Equal([0L, 1, 1, 1], head.Answer(part.Features.Numbers)[0].data<long>());
        var (confidence, probabilities) = (head.Answer(part.Features.Numbers)[1], head.Answer(part.Features.Numbers)[2]);
        Assert.Equal(probabilities[1, 1].item<float>(), confidence[1, 0].item<float>());        // of the answer, less than one half
    }

    [Fact]
    public void A_head_that_leaves_nothing_open_is_left_as_it_is()
    {
        using var part = new PreparedPart(zeros(2, 1), zeros([2, 0], ScalarType.Int64), tensor(new long[] { 0, 1 }));

        Assert.Null(HeadCalibration.Fit(Trainee(new BinaryHead()), part, Target(2), [new FixedThresholdConfig { At = 0.2 }]));
    }

    private static TargetPlan Target(int classCount) =>
        new ClassTarget("y", classCount == 2 ? TaskKind.Binary : TaskKind.Multiclass, [.. Enumerable.Range(0, classCount).Select(code => $"{code}")]);

    private static Trainee Trainee(IHead head)
    {
        var network = new FirstNumbers();
        return new(network, network, head, new ClassScorer(["no", "yes"], 1));
    }

    /// <summary>A network that gives its numbers as they are.</summary>
    private sealed class FirstNumbers() : nn.Module<FeatureTensors, Tensor>(nameof(FirstNumbers))
    {
        public override Tensor forward(FeatureTensors features) => features.Numbers;
    }
}

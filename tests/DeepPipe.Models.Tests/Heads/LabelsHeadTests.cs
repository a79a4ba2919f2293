using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class LabelsHeadTests
{
    [Fact]
    public void One_label_is_a_binary_target()
    {
        using var scope = NewDisposeScope();
        foreach (var loss in new ClassLossConfig[] { new CrossEntropyConfig(), new CrossEntropyConfig { LabelSmoothing = 0.2 }, new FocalConfig() })
        {
            var config = new TargetConfig { Column = "y", Task = TaskKind.Binary, Loss = loss, Threshold = new FixedThresholdConfig { At = 0.3 } };
            var labels = Heads.Of(new LabelsTarget("y", ["yes"], "|") { Weights = [1, 4] }, config);
            var binary = Heads.Of(SomeModel.TwoClasses with { Weights = [1, 4] }, config);
            var (output, target, weights) = (randn(9, 1), randint(0, 2, [9], ScalarType.Int64), rand(9));

            var cells = target.to(ScalarType.Float32).unsqueeze(1);
            Assert.Equal(binary.Loss(output, target).ToSingle(), labels.Loss(output, cells).ToSingle(), 1e-5);
            Assert.Equal(binary.Loss(output, target, weights).ToSingle(), labels.Loss(output, cells, weights).ToSingle(), 1e-5);
            Assert.Equal(binary.Answer(output)[0].data<long>(), labels.Answer(output)[0].data<long>());
            Assert.True(binary.Answer(output)[2].narrow(1, 1, 1).allclose(labels.Answer(output)[1]));
        }
    }

    [Fact]
    public void Weights_are_those_of_each_label_there_and_not_there()
    {
        using var scope = NewDisposeScope();
        var head = Heads.Of(new LabelsTarget("y", ["a", "b"], "|") { Weights = [1, 2, 3, 4] });
        var plain = Heads.Of(new LabelsTarget("y", ["a"], "|"));
        var output = randn(1, 2);

        double Of(int label, float target) => plain.Loss(output.narrow(1, label, 1), full(1, 1, target)).ToDouble();
        Assert.Equal((2 * Of(0, 1) + 3 * Of(1, 0)) / 2, head.Loss(output, tensor(new[,] { { 1f, 0 } })).ToDouble(), 1e-5);
    }
}

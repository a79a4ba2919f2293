using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class JointHeadTests
{
    private static readonly LabelsTarget Labels = new("tags", ["a", "b"], "|");
    private static readonly NumberTarget Quantiles = SomeModel.Number with { Column = "q", Levels = [new(0.1, 80), new(0.9, 120)] };

    private static readonly TargetPlan[] Each =
        [SomeModel.TwoClasses, SomeModel.ThreeClasses with { Column = "c" }, SomeModel.Number with { Column = "n" }, Quantiles, Labels];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_loss_is_the_weighted_sum_of_those_of_the_heads_on_their_slices(bool hasRowWeights)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var configs = Each.Select((target, index) => new TargetConfig { Column = target.Column, Task = target.Task, Weight = index + 0.5 }).ToList();
        var joint = Heads.Of(new TargetPlans(Each), configs);
        var (output, targets) = (randn(7, joint.OutputWidth), Truth(7));
        var weights = hasRowWeights ? rand(7) : null;

        var (expected, start, column) = (0.0, 0, 0);
        foreach (var (target, config) in Each.Zip(configs))
        {
            var head = Heads.Of(target);
            var own = targets.narrow(1, column, target.Width);
            var truth = target is ClassTarget ? own.squeeze(1).to(ScalarType.Int64) : target is NumberTarget ? own.squeeze(1) : own;
            expected += config.Weight * head.Loss(output.narrow(1, start, head.OutputWidth), truth, weights).ToDouble();
            start += head.OutputWidth;
            column += target.Width;
        }
        Assert.Equal(expected, joint.Loss(output, targets, weights).ToDouble(), 1e-4);
    }

    [Fact]
    public void Its_answers_to_a_target_are_those_of_the_target_s_head_alone()
    {
        using var scope = NewDisposeScope();
        foreach (var memberCount in (int[])[1, 3])
        {
            var joint = Heads.Of(new TargetPlans(Each));
            var output = memberCount == 1 ? randn(5, joint.OutputWidth) : randn(5, memberCount, joint.OutputWidth);
            var answers = new Queue<Tensor>((memberCount == 1 ? joint : new EnsembleHead(joint)).Answer(output));

            var start = 0;
            foreach (var head in Each.Select(target => Heads.Of(target)))
            {
                var slice = output.narrow(-1, start, head.OutputWidth);
                foreach (var alone in (memberCount == 1 ? head : new EnsembleHead(head)).Answer(slice))
                    Assert.True(alone.allclose(answers.Dequeue()), $"An answer of {head.GetType().Name} differs.");
                start += head.OutputWidth;
            }
            Assert.Empty(answers);
        }
    }

    [Fact]
    public void A_row_without_a_target_that_is_skipped_counts_nothing_in_its_loss_and_moves_no_weight_by_it()
    {
        using var scope = NewDisposeScope();
        var joint = Heads.Of(new TargetPlans([.. Each.Select(target => target with { SkipsMissing = true })]));
        var (output, targets) = (randn(4, joint.OutputWidth), Truth(4));
        var gaps = targets.clone();
        gaps[1] = tensor(float.NaN);
        output.requires_grad = true;

        var loss = joint.Loss(output, gaps);
        loss.backward();

        var others = tensor(new long[] { 0, 2, 3 });
        Assert.Equal(joint.Loss(output.index_select(0, others), targets.index_select(0, others)).ToDouble() * 3 / 4, loss.ToDouble(), 1e-5);
        Assert.Equal(0, output.grad![1].abs().sum().ToSingle());
    }

    private static Tensor Truth(int rowCount) => cat(
    [
        randint(0, 2, [rowCount, 1]).to(ScalarType.Float32), randint(0, 3, [rowCount, 1]).to(ScalarType.Float32),
        randn(rowCount, 2) * 20 + 100, randint(0, 2, [rowCount, 2]).to(ScalarType.Float32),
    ], 1);
}

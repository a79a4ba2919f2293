using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class LossTests
{
    [Fact]
    public void Weighed_rows_count_as_so_many_rows()
    {
        using var scope = NewDisposeScope();
        var weighed = Heads.Of(SomeModel.ThreeClasses with { Weights = [1, 3, 2] });
        var plain = Heads.Of(SomeModel.ThreeClasses);
        var output = randn(3, 3);

        var loss = weighed.Loss(output, tensor(new long[] { 0, 1, 2 }));

        var repeated = plain.Loss(output.repeat_interleave(tensor(new long[] { 1, 3, 2 }), 0), tensor(new long[] { 0, 1, 1, 1, 2, 2 }));
        Assert.Equal(repeated.ToSingle() * 6 / 3, loss.ToSingle(), 1e-5);
    }

    [Fact]
    public void Rows_count_by_their_weights_in_every_loss()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new[] { 0f, 2, 0.5f });
        foreach (var (target, loss) in new (TargetPlan, LossConfig)[]
        {
            (SomeModel.TwoClasses, new CrossEntropyConfig()), (SomeModel.ThreeClasses, new CrossEntropyConfig()),
            (SomeModel.TwoClasses, new FocalConfig()), (SomeModel.ThreeClasses with { Weights = [1, 2, 3] }, new CrossEntropyConfig { LabelSmoothing = 0.1 }),
            (SomeModel.Number, new SquaredConfig()), (SomeModel.Number, new AbsoluteConfig()), (SomeModel.Number, new HuberConfig()),
            (SomeModel.Number, new PoissonConfig()),
        })
        {
            foreach (var members in (int[])[1, 2])
            {
                var head = members == 1 ? Heads.Of(target, With(loss)) : new EnsembleHead(Heads.Of(target, With(loss)));
                var output = members == 1 ? randn(3, head.OutputWidth) : randn(3, members, head.OutputWidth);
                var truth = target is NumberTarget ? rand(3) * 100 : randint(0, 2, [3], ScalarType.Int64);
                var alone = Enumerable.Range(0, 3).Sum(row => weights[row].ToDouble() * head.Loss(output.narrow(0, row, 1), truth.narrow(0, row, 1)).ToDouble());

                Assert.Equal(alone / 3, head.Loss(output, truth, weights).ToDouble(), 1e-4);
            }
        }
    }

    [Fact]
    public void Two_classes_by_one_logit_lose_as_two_classes_by_two()
    {
        using var scope = NewDisposeScope();
        foreach (var config in new ClassLossConfig[] { new CrossEntropyConfig { LabelSmoothing = 0.2 }, new FocalConfig { Gamma = 1.5 }, new CrossEntropyConfig() })
        {
            var (logit, target) = (randn(8, 1), randint(0, 2, [8], ScalarType.Int64));
            var one = Heads.Of(SomeModel.TwoClasses with { Weights = [1, 4] }, With(config));
            var two = Heads.Of(new ClassTarget("y", TaskKind.Multiclass, ["no", "yes"]) { Weights = [1, 4] }, With(config));

            Assert.Equal(two.Loss(cat([zeros_like(logit), logit], 1), target).ToSingle(), one.Loss(logit, target).ToSingle(), 1e-5);
        }
    }

    [Fact]
    public void Focal_is_cross_entropy_by_what_is_missing_to_certainty()
    {
        using var scope = NewDisposeScope();
        var (output, target) = (randn(1, 3), tensor(new long[] { 2 }));
        var probability = output.softmax(1)[0, 2].ToDouble();

        Assert.Equal(-Math.Log(probability), Heads.Of(SomeModel.ThreeClasses, With(new FocalConfig { Gamma = 0 })).Loss(output, target).ToDouble(), 1e-5);
        Assert.Equal(
            -Math.Pow(1 - probability, 2) * Math.Log(probability),
            Heads.Of(SomeModel.ThreeClasses, With(new FocalConfig())).Loss(output, target).ToDouble(), 1e-5);
    }

    [Fact]
    public void Focal_has_a_gradient_where_a_row_is_certain()
    {
        using var scope = NewDisposeScope();
        var output = tensor(new[,] { { 1000f }, { -1000f } }, requires_grad: true);
        Heads.Of(SomeModel.TwoClasses, With(new FocalConfig { Gamma = 0.5 })).Loss(output, tensor(new long[] { 1, 1 })).backward();

        Assert.True(output.grad!.isfinite().all().ToBoolean());
    }

    [Fact]
    public void Losses_of_numbers_are_in_deviations_of_the_target()
    {
        using var scope = NewDisposeScope();
        var (output, target) = (tensor(new[,] { { 0f }, { 1f }, { 0f } }), tensor(new[] { 110f, 120, 40 }));    // 0.5, 0 and 3 deviations off

        Assert.Equal((0.25 + 9) / 3, Of(new SquaredConfig()), 1e-5);
        Assert.Equal(3.5 / 3, Of(new AbsoluteConfig()), 1e-5);
        Assert.Equal((0.125 + 2 * (3 - 1)) / 3, Of(new HuberConfig { Delta = 2 }), 1e-5);

        double Of(LossConfig config) => Heads.Of(SomeModel.Number, With(config)).Loss(output, target).ToDouble();
    }

    [Fact]
    public void Poisson_is_least_where_the_rate_is_the_mean_and_answers_it()
    {
        using var scope = NewDisposeScope();
        var head = Heads.Of(new NumberTarget("y", 4, 3), With(new PoissonConfig()));
        var target = tensor(new[] { 0f, 2, 7 });
        var logarithm = MathF.Log(3 / 4f);

        double At(float output) => head.Loss(full(3, 1, output), target).ToDouble();
        Assert.True(At(logarithm) < At(logarithm + 0.1f) && At(logarithm) < At(logarithm - 0.1f));
        Assert.Equal(3f, head.Answer(full(1, 1, logarithm))[0].ToSingle(), 1e-5f);
        Assert.True(float.IsFinite(head.Answer(full(1, 1, 1e9f))[0].ToSingle()));
    }

    private static TargetConfig With(LossConfig loss) => new() { Column = "y", Task = TaskKind.Regression, Loss = loss };
}

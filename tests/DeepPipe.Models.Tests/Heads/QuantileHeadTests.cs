using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class QuantileHeadTests
{
    private static readonly NumberTarget Target = SomeModel.Number with { Levels = [new(0.05, 70), new(0.45, 98), new(0.95, 130)] };

    [Fact]
    public void An_output_of_0_answers_the_train_rows_quantiles_and_the_one_nearest_to_one_half()
    {
        using var scope = NewDisposeScope();
        var answer = Heads.Of(Target).Answer(zeros(2, 3));

        Assert.Equal([98f, 98], answer[0].data<float>());
        Assert.Equal([70f, 98, 130, 70, 98, 130], answer[1].data<float>());
    }

    [Fact]
    public void No_quantile_crosses_another()
    {
        using var scope = NewDisposeScope();
        var quantiles = Heads.Of(Target).Answer(randn(200, 3) * 5)[1];

        Assert.True((quantiles.narrow(1, 1, 2) >= quantiles.narrow(1, 0, 2)).all().ToBoolean());
    }

    [Fact]
    public void Its_loss_is_least_where_as_many_rows_lie_below_as_the_levels_say()
    {
        using var scope = NewDisposeScope();
        var drawn = randn(4000) * 20 + 100;
        var head = Heads.Of(Target);
        var output = nn.Parameter(zeros(1, 3));
        var optimizer = optim.Adam([output], 0.02);
        for (var step = 0; step < 400; step++)
        {
            optimizer.zero_grad();
            head.Loss(output.expand(4000, 3), drawn).backward();
            optimizer.step();
        }
        var quantiles = head.Answer(output)[1].data<float>().ToArray();

        foreach (var (level, quantile) in Target.Levels.Zip(quantiles))
            Assert.Equal(level.Level, drawn.le(quantile).to(ScalarType.Float32).mean().ToDouble(), 0.02);
    }
}

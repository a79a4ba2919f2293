using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class EnsembleHeadTests
{
    [Fact]
    public void Losses_and_estimates_are_means_over_members()
    {
        using var scope = NewDisposeScope();
        var output = randn(6, 4, 3);
        var target = randint(0, 3, [6], ScalarType.Int64);
        var one = new MulticlassHead(3);
        var head = new EnsembleHead(one);
        var members = Enumerable.Range(0, 4).Select(member => output.select(1, member)).ToArray();

        Assert.True(head.Loss(output, target).allclose(stack(members.Select(member => one.Loss(member, target))).mean()));
        var probabilities = stack(members.Select(one.Estimate)).mean([0]);
        var answer = head.Answer(output);
        Assert.True(answer[2].allclose(probabilities));
        Assert.True(answer[0].squeeze(1).eq(probabilities.argmax(1)).all().ToBoolean());
    }

    [Fact]
    public void Members_that_agree_answer_as_one()
    {
        using var scope = NewDisposeScope();
        var output = randn(6, 1);
        foreach (var one in new[] { Heads.Of(SomeModel.Number), Heads.Of(SomeModel.TwoClasses) })
        {
            var head = new EnsembleHead(one);
            Assert.All(
                one.Answer(output).Zip(head.Answer(output.unsqueeze(1).expand(6, 5, 1))),
                pair => Assert.True(pair.First.allclose(pair.Second), "An answer differs."));
        }
    }
}

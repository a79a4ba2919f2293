using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class HeadTests
{
    [Fact]
    public void Two_classes_answer_by_the_larger_probability_and_a_draw_is_positive()
    {
        using var scope = NewDisposeScope();
        var answer = new BinaryHead().Answer(tensor(new[,] { { -MathF.Log(3) }, { 0f }, { MathF.Log(3) } }));

        Assert.Equal([0L, 1, 1], answer[0].data<long>());
        AssertNear([0.75, 0.5, 0.75], answer[1]);
        AssertNear([0.75, 0.25, 0.5, 0.5, 0.25, 0.75], answer[2]);
        Assert.Equal([3L, 1], answer[0].shape);
        Assert.Equal([3L, 1], answer[1].shape);
        Assert.Equal([3L, 2], answer[2].shape);
    }

    [Fact]
    public void Several_classes_answer_by_the_largest_probability()
    {
        using var scope = NewDisposeScope();
        var answer = new MulticlassHead(3).Answer(tensor(new[,] { { 0f, MathF.Log(2), 0f }, { MathF.Log(8), 0f, 0f } }));

        Assert.Equal([1L, 0], answer[0].data<long>());
        AssertNear([0.5, 0.8], answer[1]);
        AssertNear([0.25, 0.5, 0.25, 0.8, 0.1, 0.1], answer[2]);
    }

    [Fact]
    public void A_number_is_answered_in_the_unit_of_the_target()
    {
        using var scope = NewDisposeScope();
        var answer = Heads.Of(SomeModel.Number).Answer(tensor(new[,] { { 0f }, { -1f }, { 2.5f } }));

        Assert.Equal([100f, 80, 150], Assert.Single(answer).data<float>());
        Assert.Equal([3L, 1], answer[0].shape);
    }

    [Fact]
    public void The_losses_are_those_of_their_definitions()
    {
        using var scope = NewDisposeScope();

        var binary = new BinaryHead().Loss(tensor(new[,] { { MathF.Log(3) }, { MathF.Log(3) } }), tensor(new long[] { 1, 0 }));
        var several = new MulticlassHead(3).Loss(tensor(new[,] { { 0f, MathF.Log(2), 0f } }), tensor(new long[] { 1 }));
        var number = new RegressionHead(100, 20).Loss(tensor(new[,] { { 1f }, { 0f } }), tensor(new[] { 100f, 60f }));

        Assert.Equal(-(Math.Log(0.75) + Math.Log(0.25)) / 2, binary.ToDouble(), 1e-6);
        Assert.Equal(Math.Log(2), several.ToDouble(), 1e-6);
        Assert.Equal((1.0 + 4.0) / 2, number.ToDouble(), 1e-6);
    }

    [Fact]
    public void Each_task_has_its_head()
    {
        Assert.Equal(1, Assert.IsType<BinaryHead>(Heads.Of(SomeModel.TwoClasses)).OutputWidth);
        Assert.Equal(3, Assert.IsType<MulticlassHead>(Heads.Of(SomeModel.ThreeClasses)).OutputWidth);
        Assert.Equal(1, Assert.IsType<RegressionHead>(Heads.Of(SomeModel.Number)).OutputWidth);
    }

    [Fact]
    public void Logits_of_any_size_give_finite_losses_and_probabilities()
    {
        using var scope = NewDisposeScope();
        var output = tensor(new[,] { { -1e4f }, { 1e4f } });
        var head = new BinaryHead();

        Assert.True(float.IsFinite(head.Loss(output, tensor(new long[] { 1, 0 })).ToSingle()));
        Assert.Equal([1f, 1], head.Answer(output)[1].data<float>());
    }

    private static void AssertNear(double[] expected, Tensor found) =>
        Assert.All(expected.Zip(found.data<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}

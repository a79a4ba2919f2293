using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class NumberInputTests
{
    [Fact]
    public void A_number_reaches_into_its_bins_as_the_paper_says()
    {
        using var scope = NewDisposeScope();
        var reach = new BinReach([[0, 1, 3, 4], [10, 20]]);

        var values = reach.forward(tensor(new[,] { { -1f, 5f }, { 0.5f, 15f }, { 2f, 20f }, { 3f, 30f }, { 5f, 10f } }));

        Assert.Equal(3, reach.BinCount);
        Assert.Equal([-1f, 0, 0, 0.5f, 0, 0, 1, 0.5f, 0, 1, 1, 0, 1, 1, 2], values.select(1, 0).contiguous().data<float>());
        Assert.Equal([-0.5f, 0, 0, 0.5f, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0], values.select(1, 1).contiguous().data<float>());
    }

    [Fact]
    public void Piecewise_linear_vectors_start_as_linear_ones_and_bend_where_bins_end()
    {
        using var scope = NewDisposeScope();
        var vectors = new PiecewiseLinearNumbers(new PiecewiseLinearConfig { Width = 2 }, [[0, 1, 3]]);
        var values = tensor(new[] { -1f, 0, 0.5f, 1, 2, 3, 4 }).unsqueeze(1);
        Assert.True(Bends(vectors.forward(values)).abs().max().ToSingle() < 1e-5);

        using (no_grad())
            vectors.get_parameter("bins.weight")!.copy_(tensor(new[, ,] { { { 1f, 0 }, { 0, 4f } } }));
        var bends = Bends(vectors.forward(values));        // at 0, 0.5, 1, 2, 3

        Assert.Equal([0f, 0, -1, 0, 0], bends.select(1, 0).round(3).contiguous().data<float>());
        Assert.Equal([0f, 0, 2, 0, 0], bends.select(1, 1).round(3).contiguous().data<float>());

        // By how much the slope changes at each value but the first and the last.
        Tensor Bends(Tensor output)
        {
            var slopes = output.squeeze(1).diff(dim: 0) / values.diff(dim: 0);
            return slopes.diff(dim: 0);
        }
    }

    [Fact]
    public void Periodic_vectors_are_those_of_the_paper()
    {
        using var scope = NewDisposeScope();
        var vectors = new PeriodicNumbers(new PeriodicNumbersConfig { Frequencies = 3, Width = 4, FrequencyScale = 2 }, 2);
        var values = randn(6, 2);
        var state = vectors.state_dict();

        var angles = values.unsqueeze(2) * state["frequencies"] * 2 * Math.PI;
        var expected = stack(Enumerable.Range(0, 2).Select(number =>
            (cat([angles.select(1, number).cos(), angles.select(1, number).sin()], 1).matmul(state["linear.weight"][number])
                + state["linear.bias"][number]).relu()), 1);

        Assert.True(vectors.forward(values).allclose(expected, 1e-4, 1e-4));
        Assert.True(state["frequencies"].abs().max().ToSingle() <= 3 * 2);
    }

    [Fact]
    public void Frequencies_start_normal_and_within_three_deviations()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var frequencies = new PeriodicNumbers(new PeriodicNumbersConfig { Frequencies = 10_000, FrequencyScale = 2 }, 2).state_dict()["frequencies"];

        Assert.InRange(frequencies.std().ToSingle(), 1.9, 2.05);
        Assert.InRange(frequencies.mean().ToSingle(), -0.1, 0.1);
        Assert.InRange(frequencies.abs().max().ToSingle(), 5, 6);
    }

    [Fact]
    public void One_hot_inputs_are_one_at_the_value_of_a_row_and_nowhere_for_an_unseen_one()
    {
        using var scope = NewDisposeScope();
        var inputs = new OneHotCategories([4, 3]).forward(tensor(new long[,] { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 1 } }));

        Assert.Equal(
            [1f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0],
            inputs.contiguous().data<float>());
    }
}

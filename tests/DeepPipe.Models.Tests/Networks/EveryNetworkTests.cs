using CsCheck;
using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class EveryNetworkTests
{
    public static TheoryData<string> Names => [.. EveryNetwork.Names];

    [Fact]
    public void Every_network_that_a_config_can_name_is_among_those_tested() =>
        Assert.Equal(
            // A language model answers at each place of a row: it has tests of its own.
            typeof(NetworkConfig).Assembly.GetTypes()
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(NetworkConfig)) && type != typeof(GptConfig)).OrderBy(type => type.Name),
            EveryNetwork.Names.Select(name => EveryNetwork.Config(name).GetType()).Distinct().OrderBy(type => type.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_of_a_row_does_not_depend_on_the_rows_beside_it(string name) =>
        Shapes(name).Sample(
            shape =>
            {
                using var scope = NewDisposeScope();
                var network = EveryNetwork.Config(name).Build(shape);
                network.eval();
                var rows = RandomRows.Of(shape, 5);

                var together = network.forward(rows);
                var alone = cat([.. Enumerable.Range(0, 5).Select(row => network.forward(RandomRows.Row(rows, row)))]);

                var members = EveryNetwork.Config(name).MemberCount;
                Assert.Equal(members == 1 ? [5, shape.OutputWidth] : [5, members, shape.OutputWidth], together.shape);
                Assert.True(together.allclose(alone, 1e-4, 1e-5), $"They differ by {(together - alone).abs().max().ToSingle()}.");
            },
            iter: 10,
            threads: 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_weight_learns(string name)
    {
        using var scope = NewDisposeScope();
        var network = EveryNetwork.Config(name).Build(EveryNetwork.Full(name));
        var rows = RandomRows.Of(EveryNetwork.Full(name), 64);
        network.train();
        // Some weights start at zero, and hide those behind them for one step.
        using (var optimizer = optim.SGD(network.parameters(), 0.1))
            for (var step = 0; step < 2; step++)
            {
                optimizer.zero_grad();
                network.forward(rows).square().mean().backward();
                optimizer.step();
            }

        Assert.All(network.named_parameters(), parameter =>
            Assert.True(parameter.parameter.grad is { } gradient && gradient.abs().max().ToSingle() > 0, $"{parameter.name} has no gradient."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_its_weights_in_one_buffer_a_network_answers_as_before_and_learns_there(string name)
    {
        using var scope = NewDisposeScope();
        var network = EveryNetwork.Config(name).Build(EveryNetwork.Full(name));
        network.eval();
        var rows = RandomRows.Of(EveryNetwork.Full(name), 8);
        var before = network.forward(rows).detach();

        using var flat = FlatParameters.Adopt(network, (_, _) => 0);
        Assert.True(network.forward(rows).equal(before).all().ToBoolean());
        network.forward(rows).square().mean().backward();
        Assert.True(flat.Gradients.abs().max().ToSingle() > 0);
        using (no_grad())
            flat.Values.zero_();
        Assert.False(network.forward(rows).equal(before).all().ToBoolean());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_weights(string name)
    {
        using var scope = NewDisposeScope();
        var shape = EveryNetwork.Full(name);
        manual_seed(5);
        var one = EveryNetwork.Config(name).Build(shape).state_dict();
        manual_seed(5);
        var other = EveryNetwork.Config(name).Build(shape).state_dict();

        Assert.Equal(one.Keys, other.Keys);
        Assert.All(one, entry => Assert.True(entry.Value.equal(other[entry.Key]).all().ToBoolean(), entry.Key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_without_inputs_is_refused(string name) =>
        Assert.Equal("A network needs features: the shape has none.",
            Assert.Throws<ArgumentException>(() => EveryNetwork.Config(name).Build(new(0, [], 1))).Message);

    private static Gen<NetworkShape> Shapes(string name) => EveryNetwork.Series.ContainsKey(name) ? SeriesShapes : TableShapes;

    private static readonly Gen<NetworkShape> SeriesShapes = Gen.Select(Gen.Int[4, 12], Gen.Int[1, 3], Gen.Int[1, 3])
        .Select(EveryNetwork.OfSeries);

    private static readonly Gen<NetworkShape> TableShapes = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[3, 6].Array[0, 3], Gen.Int[1, 3], Gen.Bool.Array[4])
        .Where(shape => shape.Item1 + shape.Item3.Length + shape.Item5.Count(isThere => isThere) > 0)
        .Select(shape => EveryNetwork.Shape(
            shape.Item1, Math.Min(shape.Item1, shape.Item2), shape.Item3, shape.Item4,
            [.. EveryNetwork.Blocks.Where((_, index) => shape.Item5[index])]));
}

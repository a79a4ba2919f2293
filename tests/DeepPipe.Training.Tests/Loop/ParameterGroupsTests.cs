using System.Collections.Immutable;
using DeepPipe.Configuration;
using DeepPipe.Training.Tests.Fixtures;

namespace DeepPipe.Training.Tests;

public sealed class ParameterGroupsTests
{
    [Fact]
    public void Groups_with_the_optimizer_s_own_rates_change_no_bit()
    {
        using var data = SmallRun.Data();
        var own = new AdamWConfig();
        ParameterGroupConfig[] groups =
        [
            new() { Match = "first", LearningRate = own.LearningRate },
            new() { Match = "last.weight", LearningRate = own.LearningRate, WeightDecay = own.WeightDecay },
        ];

        Assert.All(Fit(data, []), pair => Assert.Equal(pair.Value, Fit(data, groups)[pair.Key]));
    }

    [Fact]
    public void A_part_with_a_vanishing_rate_stays_while_the_rest_moves_and_the_longest_match_counts()
    {
        using var data = SmallRun.Data();
        using var network = SmallNetwork.Create();
        var before = SmallRun.State(network);

        var after = Fit(data, [new() { Match = "first", LearningRate = 1e-30 }, new() { Match = "first.bias", LearningRate = 1e-2 }, new() { Match = "norm.weight", LearningRate = 1e-30 }]);

        string[] still = ["first.weight", "norm.weight"];
        Assert.All(still, name => Assert.Equal(before[name], after[name]));
        Assert.All(["first.bias", "last.weight", "embedding.weight"], name => Assert.NotEqual(before[name], after[name]));
    }

    [Fact]
    public void A_group_of_no_part_and_a_part_twice_are_problems()
    {
        using var data = SmallRun.Data();
        var failure = Assert.Throws<ConfigException>(() => Fit(data, [new() { Match = "fist", LearningRate = 1 }]));

        Assert.Equal(
            "training.groups.0.match is \"fist\". Allowed: a part of the network: embedding, first, last, norm. Did you mean \"first\"?",
            Assert.Single(failure.Problems).ToString());
        Assert.Equal(
            "groups.1.match is \"a\". Allowed: a part that no other group names.",
            Assert.Single(new TrainingConfig { Groups = [new() { Match = "a", WeightDecay = 0 }, new() { Match = "a", LearningRate = 1 }] }.Problems()).ToString());
        Assert.Equal(
            "learning_rate is missing. Allowed: a learning rate, a weight_decay or both.",
            Assert.Single(new ParameterGroupConfig { Match = "a" }.Problems()).ToString());
    }

    [Fact]
    public void A_part_that_is_frozen_has_no_group()
    {
        using var network = SmallNetwork.Create();
        network.get_parameter("last.weight")!.requires_grad = false;
        network.get_parameter("last.bias")!.requires_grad = false;

        var failure = Assert.Throws<ConfigException>(
            () => new ParameterGroups(new() { Groups = [new() { Match = "last", WeightDecay = 0 }] }, network));

        Assert.Equal(
            "training.groups.0.match is \"last\". Allowed: a part of which something is trained.", Assert.Single(failure.Problems).ToString());
    }

    private static ImmutableDictionary<string, byte[]> Fit(PreparedData data, ParameterGroupConfig[] groups)
    {
        using var folder = new RunFolder();
        return SmallRun.Fit(data, folder, SmallRun.Config with { Groups = groups }).State;
    }
}

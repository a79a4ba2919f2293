using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class NetworkSummaryTests
{
    public static TheoryData<string> Names => [.. EveryNetwork.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_parameters_are_told_once_and_the_network_is_left_as_it_was(string name)
    {
        using var scope = NewDisposeScope();
        var shape = EveryNetwork.Full(name);
        var network = EveryNetwork.Config(name).Build(shape);
        network.train();

        var summary = NetworkSummary.Of(network, shape);

        Assert.True(network.training);
        Assert.Equal(network.parameters().Sum(parameter => parameter.numel()), summary.Layers.Sum(layer => layer.ParameterCount));
        Assert.True(summary.BytesARow >= shape.OutputWidth * sizeof(float));
        Assert.Equal(summary.BytesARow, NetworkSummary.Of(network, shape).BytesARow);      // no hook has stayed
    }

    [Fact]
    public void Layers_come_as_they_are_called_with_their_outputs()
    {
        using var scope = NewDisposeScope();
        var shape = new NetworkShape(3, [6], 2);
        var network = new MlpConfig { Layers = [8, 4], Dropout = 0 }.Build(shape);

        Assert.Equal(
            ["input.categories.tables.0 Embedding [2, 3] 18", "layers.0 Linear [2, 8] 56", "layers.1 Linear [2, 4] 36", "output Linear [2, 2] 10"],
            NetworkSummary.Of(network, shape).Layers.Select(layer =>
                FormattableString.Invariant($"{layer.Name} {layer.Kind} [{string.Join(", ", layer.OutputShape)}] {layer.ParameterCount}")));
    }
}

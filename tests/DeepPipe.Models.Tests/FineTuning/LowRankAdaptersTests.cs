using DeepPipe.Configuration;
using DeepPipe.Features;
using DeepPipe.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class LowRankAdaptersTests : IDisposable
{
    private static readonly MlpConfig Mlp = new() { Layers = [4] };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-models-tests-");

    private string File => Path.Combine(folder.FullName, "weights.safetensors");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Every network with a linear layer and without running means.</summary>
    public static TheoryData<string> Names => [.. EveryNetwork.Names.Where(name =>
    {
        using var network = EveryNetwork.Config(name).Build(EveryNetwork.Full(name));
        return network.named_modules().Any(one => one.module is Linear) && network.state_dict().Keys.All(key => !key.EndsWith("running_mean", StringComparison.Ordinal));
    })];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_answers_as_before_until_adapters_move_and_merged_as_adapted(string name)
    {
        using var scope = NewDisposeScope();
        var (config, shape) = (EveryNetwork.Config(name), EveryNetwork.Full(name));
        var plain = config.Build(shape);
        Write(plain);
        var adapted = Build(config with { StartFrom = new() { Path = File }, Lora = new() { Rank = 2 } }, shape);
        var rows = RandomRows.Of(shape, 6);
        plain.eval();
        adapted.eval();

        var before = plain.call(rows);
        AssertSame(before, adapted.call(rows));

        Move(adapted);
        var after = adapted.call(rows);
        Assert.False(before.allclose(after));
        var own = State(adapted);
        using (new MergedAdapters(adapted))
        {
            var merged = adapted.call(rows);
            Assert.True(merged.allclose(after, 1e-3, 1e-4), $"They differ by {(merged - after).abs().max().ToSingle()}.");
        }
        Assert.Equal(own, State(adapted));
        AssertSame(after, adapted.call(rows));
    }

    [Fact]
    public void Adapters_and_fresh_parts_alone_are_trained()
    {
        using var scope = NewDisposeScope();
        Write(Build(Mlp with { Layers = [4, 4] }, Shape(1)));

        var start = new StartFromConfig { Path = File, Fresh = ["output"] };
        var network = Build(Mlp with { Layers = [4, 4], StartFrom = start, Lora = new() { Match = ["layers.1"] } }, Shape(3));
        var frozen = Build(Mlp with { Layers = [4, 4], StartFrom = start, Lora = new(), Freeze = ["layers.0"] }, Shape(3));

        Assert.Equal(["layers.1.lora.down", "layers.1.lora.up", "output.bias", "output.weight"], Trained(network));
        Assert.Equal(["layers.1.lora.down", "layers.1.lora.up", "output.bias", "output.weight"], Trained(frozen));
        Assert.Equal([8L, 4], network.get_parameter("layers.1.lora.down")!.shape);
        Assert.Equal(2, network.get_buffer("layers.1.lora.scale")!.ToSingle());
    }

    [Fact]
    public void A_network_that_starts_from_an_adapted_one_has_what_its_adapters_add()
    {
        using var scope = NewDisposeScope();
        Write(Mlp.Build(Shape(2)));
        var adapted = Build(Mlp with { StartFrom = new() { Path = File }, Lora = new() { Alpha = 3 } }, Shape(2));
        Move(adapted);
        Write(adapted);

        var next = Build(Mlp with { StartFrom = new() { Path = File } }, Shape(2));

        var rows = RandomRows.Of(Shape(2), 5);
        adapted.eval();
        next.eval();
        Assert.True(adapted.call(rows).allclose(next.call(rows), 1e-4, 1e-5));
        Assert.All(next.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void An_adapter_s_dropout_is_of_training_alone()
    {
        using var scope = NewDisposeScope();
        Write(Mlp.Build(Shape(2)));
        var network = Build(Mlp with { Dropout = 0, StartFrom = new() { Path = File }, Lora = new() { Dropout = 0.5 } }, Shape(2));
        Move(network);
        var rows = RandomRows.Of(Shape(2), 5);

        network.train();
        Assert.False(network.call(rows).equal(network.call(rows)).all().ToBoolean());
        network.eval();
        Assert.True(network.call(rows).equal(network.call(rows)).all().ToBoolean());
    }

    [Fact]
    public void What_has_no_place_for_adapters_is_told()
    {
        using var scope = NewDisposeScope();
        Write(Mlp.Build(Shape(2)));
        var start = new StartFromConfig { Path = File };

        Assert.Equal(
            "network.lora is lora. Allowed: only with start_from: adapters stand beside trained weights.",
            Problem(Mlp with { Lora = new() }));
        Assert.Equal(
            "network.lora.match.0 is \"layer\". Allowed: a part of the network: layers, output. Did you mean \"layers\"?",
            Problem(Mlp with { StartFrom = start, Lora = new() { Match = ["layer"] } }));
        Assert.Equal(
            "network.lora is lora. Allowed: only for a network with linear layers that do not start fresh.",
            Problem(Mlp with { StartFrom = start with { Fresh = ["layers", "output"] }, Lora = new() }));
        Assert.Equal(
            "network.freeze is all of the network. Allowed: to leave at least one weight to be trained.",
            Problem(Mlp with { StartFrom = start, Lora = new() { Match = ["layers"] }, Freeze = ["layers"] }));

        var normal = Mlp with { Norm = Normalization.Batch };
        Write(normal.Build(Shape(2)));
        Assert.Equal(
            "network.lora is lora. Allowed: only without batch normalization, whose running means are no weights and would move.",
            Problem(normal with { StartFrom = start, Lora = new() }));
    }

    // The last bit of a matrix product depends on where in memory its operands lie.
    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.True(actual.allclose(expected, 1e-6, 1e-6), $"They differ by {(actual - expected).abs().max().ToSingle()}.");

    private static NetworkShape Shape(int outputWidth) => new(3, [], outputWidth);

    private static string Problem(NetworkConfig config) =>
        Assert.Single(Assert.Throws<ConfigException>(() => Build(config, Shape(2))).Problems).ToString();

    private static nn.Module<FeatureTensors, Tensor> Build(NetworkConfig config, NetworkShape shape)
    {
        var network = config.Build(shape);
        StartingWeights.Apply(config, network);
        return network;
    }

    private static IEnumerable<string> Trained(nn.Module network) =>
        network.named_parameters().Where(one => one.parameter.requires_grad).Select(one => one.name).Order(StringComparer.Ordinal);

    private static void Move(nn.Module network)
    {
        using var frozen = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
            if (name.EndsWith(".lora.up", StringComparison.Ordinal))
                parameter.normal_();
    }

    private static Dictionary<string, byte[]> State(nn.Module network) =>
        network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.bytes.ToArray());

    private void Write(nn.Module network)
    {
        using var stream = System.IO.File.Create(File);
        SafeTensorsWriter.Write(stream, network.state_dict(), new Dictionary<string, string>());
    }
}

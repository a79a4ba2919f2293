using DeepPipe.Configuration;
using DeepPipe.Features;
using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class StartingWeightsTests : IDisposable
{
    private static readonly MlpConfig Mlp = new() { Layers = [4] };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-models-tests-");

    private string Run => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_network_starts_with_the_weights_of_a_run_and_fresh_parts_with_their_own()
    {
        using var scope = NewDisposeScope();
        var old = Build(Mlp, 3, 1);
        Write(old);

        var next = Build(Mlp with { StartFrom = new() { Path = Run, Fresh = ["output"] } }, 3, 2);

        Assert.True(Same(old, "layers.0.weight", next, "layers.0.weight"));
        Assert.Equal([2L, 4], next.state_dict()["output.weight"].shape);
    }

    [Fact]
    public void Names_of_another_file_are_renamed_by_the_longest_beginning()
    {
        using var scope = NewDisposeScope();
        var old = Build(Mlp, 3, 1);
        Write(old, name => name.Replace("network.layers.", "encoder.block.", StringComparison.Ordinal).Replace("network.", "encoder.", StringComparison.Ordinal));
        var rename = new Dictionary<string, string> { ["encoder."] = "", ["encoder.block."] = "layers." };

        var next = Build(Mlp with { StartFrom = new() { Path = Path.Combine(Run, "checkpoints", "best.safetensors"), Rename = rename } }, 3, 1);

        Assert.All(old.state_dict().Keys, name => Assert.True(Same(old, name, next, name), name));
    }

    [Fact]
    public void Frozen_parts_are_not_trained()
    {
        using var scope = NewDisposeScope();
        var network = Build(Mlp with { Freeze = ["layers.0", "output.bias"] }, 3, 1);

        Assert.Equal(["output.weight"], network.named_parameters().Where(one => one.parameter.requires_grad).Select(one => one.name));
    }

    [Fact]
    public void What_does_not_fit_is_told_all_at_once()
    {
        using var scope = NewDisposeScope();
        Write(Build(Mlp, 3, 1));

        Assert.Equal(
        [
            "network.start_from.path is a file with \"layers.0.weight\" as [4, 3]. Allowed: [4, 5], as in the network, or to name it in start_from.fresh.",
            "network.start_from.path is a file with \"output.weight\" as [1, 4]. Allowed: [2, 4], as in the network, or to name it in start_from.fresh.",
            "network.start_from.path is a file with \"output.bias\" as [1]. Allowed: [2], as in the network, or to name it in start_from.fresh.",
        ], Problems(Mlp with { StartFrom = new() { Path = Run } }, 5, 2));
        Assert.Equal(
        [
            "network.start_from.fresh.0 is \"outptu\". Allowed: a part of the network: layers, output. Did you mean \"output\"?",
            "network.start_from.path is without \"layers.1.weight\". Allowed: a file with every weight of the network that fresh does not name. Did you mean \"layers.0.weight\"?",
            "network.start_from.path is without \"layers.1.bias\". Allowed: a file with every weight of the network that fresh does not name. Did you mean \"layers.0.bias\"?",
        ], Problems(Mlp with { Layers = [4, 4], StartFrom = new() { Path = Run, Fresh = ["outptu"] } }, 3, 1));
        Assert.Equal(
            ["network.freeze is all of the network. Allowed: to leave at least one weight to be trained."],
            Problems(Mlp with { Freeze = ["layers", "output"] }, 3, 1));
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_cut_off_is_told()
    {
        var path = Path.Combine(Run, "cut.safetensors");
        File.WriteAllBytes(path, [9, 0, 0]);

        Assert.StartsWith(
            $"network.start_from.path is \"{path}\". Allowed: a whole safetensors file. ",
            Assert.Single(Problems(Mlp with { StartFrom = new() { Path = path } }, 3, 1)), StringComparison.Ordinal);
        Assert.Equal(
            "network.start_from.path is \"/no/where\". Allowed: a run's folder with checkpoints/best.safetensors, or a safetensors file.",
            Assert.Single(Problems(Mlp with { StartFrom = new() { Path = "/no/where" } }, 3, 1)));
    }

    private static nn.Module<FeatureTensors, Tensor> Build(NetworkConfig config, int numberCount, int outputWidth)
    {
        var network = config.Build(new(numberCount, [], outputWidth));
        StartingWeights.Apply(config, network);
        return network;
    }

    private static IEnumerable<string> Problems(NetworkConfig config, int numberCount, int outputWidth) =>
        Assert.Throws<ConfigException>(() => Build(config, numberCount, outputWidth)).Problems.Select(problem => problem.ToString());

    private static bool Same(nn.Module one, string name, nn.Module other, string otherName) =>
        one.state_dict()[name].equal(other.state_dict()[otherName]).all().ToBoolean();

    // As a run keeps its best epoch: the whole model, whose part the network is.
    private void Write(nn.Module network, Func<string, string>? rename = null)
    {
        Directory.CreateDirectory(Path.Combine(Run, "checkpoints"));
        using var stream = File.Create(Path.Combine(Run, "checkpoints", "best.safetensors"));
        var tensors = network.state_dict().ToDictionary(entry => (rename ?? (name => name))($"network.{entry.Key}"), entry => entry.Value);
        tensors["head.mean"] = tensor(1f);
        SafeTensorsWriter.Write(stream, tensors, new Dictionary<string, string>());
    }
}

using DeepPipe.Inference;
using DeepPipe.Torch;

namespace DeepPipe.Tests;

public sealed class NetworkOriginTests
{
    [Fact]
    public void A_network_of_one_s_own_trains_exports_and_serves_and_its_code_is_part_of_the_run()
    {
        using var table = new Table();
        var assembly = Path.Combine(AppContext.BaseDirectory, "DeepPipe.Samples.CustomNetwork.dll");
        var result = table.Train(table.Write(
            Table.Rows(), network: $"{{type: custom, assembly: {assembly}, class: GatedNetwork, options: {{width: 8, embedding_width: 3}}}}"));

        Assert.True(BundleVerification.Verify(result.Run.BundlePath, new DeviceChoice.Cpu(), _ => { }).Golden.Passed);
        Assert.Equal($"sha256:{Storage.Sha256.OfFile(assembly)}", result.Run.ReadRecord().Lineage.Packages["network"]);
        Assert.Contains("network.embeddings.0.weight", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(result.Run.Path, "bundle", "model.onnx"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_goes_on_from_the_weights_of_another_and_leaves_frozen_ones_alone()
    {
        using var table = new Table();
        var rows = Table.Rows();
        var first = table.Train(table.Write(rows, network: "{type: mlp, layers: [8]}"));
        var second = table.Train(table.Write(
            rows, network: $"{{type: mlp, layers: [8], start_from: {{path: {first.Run.Path}, fresh: [output]}}, freeze: [layers.0, input]}}"));

        Assert.Equal(Weights(first, "network.layers.0.weight"), Weights(second, "network.layers.0.weight"));
        Assert.NotEqual(Weights(first, "network.output.weight"), Weights(second, "network.output.weight"));
        Assert.Equal(
            $"sha256:{Storage.Sha256.OfFile(Path.Combine(first.Run.Path, "checkpoints", "best.safetensors"))}",
            second.Run.ReadRecord().Lineage.Packages["start_from"]);
    }

    [Fact]
    public void Adapters_learn_beside_weights_that_stay_and_the_exported_graph_has_plain_layers()
    {
        using var table = new Table();
        var rows = Table.Rows();
        var first = table.Train(table.Write(rows, network: "{type: mlp, layers: [8]}"));
        var second = table.Train(table.Write(
            rows, network: $"{{type: mlp, layers: [8], start_from: {{path: {first.Run.Path}}}, lora: {{rank: 2, alpha: 4}}}}"));

        foreach (var name in (string[])["network.layers.0.weight", "network.layers.0.bias", "network.output.weight", "network.output.bias"])
            Assert.Equal(Weights(first, name), Weights(second, name));
        Assert.Contains(Weights(second, "network.layers.0.lora.up"), number => number != 0);
        Assert.True(BundleVerification.Verify(second.Run.BundlePath, new DeviceChoice.Cpu(), _ => { }).Golden.Passed);
        var graph = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(second.Run.Path, "bundle", "model.onnx")));
        Assert.Contains("network.layers.0.weight", graph, StringComparison.Ordinal);
        Assert.DoesNotContain("lora", graph, StringComparison.Ordinal);
        var fromFirst = File.ReadAllBytes(Path.Combine(first.Run.Path, "bundle", "model.onnx")).Length;
        Assert.InRange(graph.Length, fromFirst - 64, fromFirst + 64);
    }

    private static float[] Weights(TrainResult result, string name)
    {
        using var stream = File.OpenRead(Path.Combine(result.Run.Path, "checkpoints", "best.safetensors"));
        using var content = SafeTensorsContent.Read(stream);
        return content.Tensors[name].data<float>().ToArray();
    }
}

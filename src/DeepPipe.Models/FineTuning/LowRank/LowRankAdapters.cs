using DeepPipe.Configuration;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Puts adapters beside the linear layers of a network, and freezes all that they stand beside.</summary>
internal static class LowRankAdapters
{
    /// <returns>What is wrong, with keys from the section <c>network</c>; then nothing is changed.</returns>
    public static IReadOnlyList<Problem> Add(NetworkConfig config, nn.Module network)
    {
        if (config.Lora is not { } lora)
            return [];
        if (config.StartFrom is null)
            return [new("lora", new Phrase("lora"), "only with start_from: adapters stand beside trained weights")];
        if (network.state_dict().Keys.Any(name => name.EndsWith("running_mean", StringComparison.Ordinal)))
            return [new("lora", new Phrase("lora"), "only without batch normalization, whose running means are no weights and would move")];

        var fresh = config.StartFrom.Fresh;
        var layers = network.named_modules()
            .Where(one => one.module is Linear && !fresh.Any(part => NetworkPart.Holds(part, one.name)))
            .Select(one => (one.name, Layer: (Linear)one.module)).ToList();
        var problems = NetworkPart.Unknown("lora.match", lora.Match, layers.Select(one => one.name)).ToList();
        var chosen = layers.Where(one => lora.Match.Count == 0 || lora.Match.Any(part => NetworkPart.Holds(part, one.name))).ToList();
        if (problems.Count == 0 && chosen.Count == 0)
            problems.Add(new("lora", new Phrase("lora"), "only for a network with linear layers that do not start fresh"));
        if (problems.Count > 0)
            return problems;

        foreach (var (name, parameter) in network.named_parameters())
            parameter.requires_grad = fresh.Any(part => NetworkPart.Holds(part, name));
        foreach (var (_, layer) in chosen)
            Add(layer, lora);
        return [];
    }

    private static void Add(Linear layer, LoraConfig config)
    {
        var adapter = new LowRankAdapter(layer, config);
        layer.register_module(LowRankAdapter.Name, adapter);
        layer.register_forward_hook((_, input, output) => adapter.IsMerged ? output : output + adapter.call(input));
    }
}

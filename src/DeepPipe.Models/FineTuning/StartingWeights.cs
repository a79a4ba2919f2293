using DeepPipe.Configuration;
using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Gives a network the weights of a file, with adapters beside them, and freezes parts of it.</summary>
public static class StartingWeights
{
    private const string NetworkPrefix = "network.";

    /// <summary>Copies the weights that the config names, adds adapters, and makes what it freezes untrainable.</summary>
    /// <param name="config">The section <c>network</c>.</param>
    /// <param name="network">The network, with fresh weights.</param>
    /// <exception cref="ConfigException">The file lacks a weight of the network, or has it in another shape; or a part is not there.</exception>
    public static void Apply(NetworkConfig config, nn.Module network)
    {
        var problems = new List<Problem>();
        if (config.StartFrom is { } start)
            problems.AddRange(Copy(start, network));
        if (problems.Count == 0)
            problems.AddRange(LowRankAdapters.Add(config, network));
        problems.AddRange(Freeze(config.Freeze, network));
        if (problems.Count > 0)
            throw new ConfigException([.. problems.Select(problem => problem with { Key = $"network.{problem.Key}" })]);
    }

    /// <summary>The file of a run's folder, or the file itself.</summary>
    public static string FileOf(string path) =>
        Directory.Exists(path) ? System.IO.Path.Combine(path, "checkpoints", "best.safetensors") : path;

    private static IReadOnlyList<Problem> Copy(StartFromConfig start, nn.Module network)
    {
        var path = FileOf(start.Path);
        if (!File.Exists(path))
            return [new("start_from.path", start.Path, "a run's folder with checkpoints/best.safetensors, or a safetensors file")];
        try
        {
            using var stream = File.OpenRead(path);
            using var content = SafeTensorsContent.Read(stream);
            var stored = content.Tensors.ToDictionary(entry => NameOf(entry.Key, start.Rename), entry => entry.Value);
            var state = network.state_dict();
            List<Problem> problems = [.. NetworkPart.Unknown("start_from.fresh", start.Fresh, state.Keys)];
            var wanted = state.Where(entry => !start.Fresh.Any(part => NetworkPart.Holds(part, entry.Key))).ToList();
            problems.AddRange(wanted.Select(entry => Misfit(entry.Key, entry.Value, stored)).OfType<Problem>());
            if (problems.Count > 0)
                return problems;

            using var frozen = no_grad();
            foreach (var (name, tensor) in wanted)
            {
                tensor.copy_(stored[name]);
                if (LowRankAdapter.AddendOf(stored, name) is { } addend)
                    tensor.add_(addend);
            }
            return [];
        }
        catch (SafeTensorsException failure)
        {
            return [new("start_from.path", start.Path, "a whole safetensors file") { Hint = failure.Message }];
        }
    }

    private static IReadOnlyList<Problem> Freeze(IReadOnlyList<string> parts, nn.Module network)
    {
        var names = network.named_parameters().Select(parameter => parameter.name).ToList();
        var trained = network.named_parameters().Where(parameter => parameter.parameter.requires_grad).Select(parameter => parameter.name);
        var problems = NetworkPart.Unknown("freeze", parts, names).ToList();
        if (problems.Count == 0 && parts.Count > 0 && trained.All(name => parts.Any(part => NetworkPart.Holds(part, name))))
            problems.Add(new("freeze", new Phrase("all of the network"), "to leave at least one weight to be trained"));
        if (problems.Count > 0)
            return problems;
        foreach (var (name, parameter) in network.named_parameters())
            if (parts.Any(part => NetworkPart.Holds(part, name)))
                parameter.requires_grad = false;
        return [];
    }

    private static string NameOf(string stored, IReadOnlyDictionary<string, string> rename)
    {
        var name = stored.StartsWith(NetworkPrefix, StringComparison.Ordinal) ? stored[NetworkPrefix.Length..] : stored;
        var longest = rename.Keys.Where(prefix => name.StartsWith(prefix, StringComparison.Ordinal)).MaxBy(prefix => prefix.Length);
        return longest is null ? name : rename[longest] + name[longest.Length..];
    }

    private static Problem? Misfit(string name, Tensor tensor, Dictionary<string, Tensor> stored)
    {
        if (!stored.TryGetValue(name, out var found))
            return new("start_from.path", new Phrase($"without \"{name}\""), "a file with every weight of the network that fresh does not name")
            {
                Hint = Nearest.Hint(name, stored.Keys),
            };
        return found.shape.SequenceEqual(tensor.shape) ? null : new(
            "start_from.path",
            new Phrase($"a file with \"{name}\" as [{string.Join(", ", found.shape)}]"),
            $"[{string.Join(", ", tensor.shape)}], as in the network, or to name it in start_from.fresh");
    }
}

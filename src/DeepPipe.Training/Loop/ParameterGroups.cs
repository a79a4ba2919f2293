using System.Globalization;
using DeepPipe.Configuration;
using DeepPipe.Models;
using TorchSharp;
using TorchSharp.Modules;

namespace DeepPipe.Training;

/// <summary>Learning rates and decays of a model's parameters, by the groups of the config.</summary>
internal sealed class ParameterGroups
{
    private const string NetworkPrefix = "network.";

    private readonly TrainingConfig config;

    /// <exception cref="ConfigException">A group names no part of the network, or one of which nothing is trained.</exception>
    public ParameterGroups(TrainingConfig config, torch.nn.Module network)
    {
        this.config = config;
        var parameters = network.named_parameters().ToList();
        string[] names = [.. parameters.Select(one => one.name)];
        string[] trained = [.. parameters.Where(one => one.parameter.requires_grad).Select(one => one.name)];
        var problems = config.Groups.Select((group, index) => ProblemOf(group, index, names, trained)).OfType<Problem>().ToList();
        if (problems.Count > 0)
            throw new ConfigException(problems);
    }

    /// <summary>The weight decay of a parameter of the model.</summary>
    public double Decay(string name, Parameter parameter) =>
        parameter.dim() >= 2 ? GroupOf(name)?.WeightDecay ?? config.Optimizer.MatrixDecay : 0;

    /// <summary>What the optimizer's learning rate is multiplied by for a parameter of the model.</summary>
    public double LearningRateFactor(string name) =>
        GroupOf(name)?.LearningRate is { } rate ? rate / config.Optimizer.PeakLearningRate : 1;

    private static Problem? ProblemOf(ParameterGroupConfig group, int index, string[] names, string[] trained)
    {
        var key = KeyPath.Join("training", "groups", index.ToString(CultureInfo.InvariantCulture), "match");
        return NetworkPart.Unknown(key, group.Match, names)
            ?? (trained.Any(name => NetworkPart.Holds(group.Match, name)) ? null : new(key, group.Match, "a part of which something is trained"));
    }

    private ParameterGroupConfig? GroupOf(string name)
    {
        var own = name.StartsWith(NetworkPrefix, StringComparison.Ordinal) ? name[NetworkPrefix.Length..] : name;
        return config.Groups.Where(group => NetworkPart.Holds(group.Match, own)).MaxBy(group => group.Match.Length);
    }
}

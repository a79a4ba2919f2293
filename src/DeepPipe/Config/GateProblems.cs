using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Statistics;

namespace DeepPipe;

/// <summary>Gates that no run of a config could be held against: told before training, not after it.</summary>
internal static class GateProblems
{
    /// <param name="config">The config.</param>
    /// <param name="rowCount">The rows of each part.</param>
    internal static IEnumerable<Problem> Of(RootConfig config, Func<Part, long> rowCount)
    {
        var names = config.Targets.SelectMany(target =>
            TargetMetrics.Of(target).Select(name => TargetPlans.PrefixOf(target.Column, config.Targets.Count) + name)).ToList();
        return Of(config, names, rowCount);
    }

    /// <param name="config">The config.</param>
    /// <param name="names">What is measured of each part.</param>
    /// <param name="rowCount">The rows of each part.</param>
    internal static IEnumerable<Problem> Of(RootConfig config, IReadOnlyList<string> names, Func<Part, long> rowCount)
    {
        names = [.. names, MetricNames.Loss];
        var parts = Enum.GetValues<Part>().Where(part => rowCount(part) > 0).Select(part => part.ToString().ToLowerInvariant()).ToList();
        var measured = parts.SelectMany(part => names.Select(name => $"{part}.{name}")).ToList();
        return config.Evaluation.Gates
            .Select((gate, index) => (gate.Metric, Key: KeyPath.Join("evaluation", "gates", $"{index}", "metric")))
            .Where(gate => !measured.Contains(gate.Metric))
            .Select(gate => new Problem(
                gate.Key, gate.Metric, $"a part that has rows ({string.Join(", ", parts)}), then a point, then one of {string.Join(", ", names)}")
            {
                Hint = Nearest.Hint(gate.Metric, measured),
            });
    }
}

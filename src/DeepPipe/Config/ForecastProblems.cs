using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Models;

namespace DeepPipe;

/// <summary>What of forecasts only shows when sections of a config meet.</summary>
internal static class ForecastProblems
{
    /// <summary>What shows without the data.</summary>
    internal static IEnumerable<Problem> Of(RootConfig config)
    {
        var windows = config.Data.Windows;
        foreach (var (index, target) in config.Targets.Index())
        {
            if (target.Task == TaskKind.Forecast && windows is null)
                yield return new(KeyPath.Join("targets", $"{index}", "task"), "forecast", "only with data.windows");
        }
        if (windows is not null && config.Targets is not [{ Column: WindowsConfig.Next, Task: TaskKind.Forecast }])
        {
            yield return new(
                "targets", new Phrase("another list"),
                $"[{{column: {WindowsConfig.Next}, task: forecast}}], since data.windows has nothing else to learn");
        }
        var (network, key) = config.Network is EnsembleConfig ensemble ? (ensemble.Of, "network.of") : (config.Network, "network");
        if (network is SeriesNetworkConfig && windows is null)
            yield return new(key, new Phrase("one of series"), "a network of rows, without data.windows");
        if (network is PatchTransformerConfig { Patch: var patch } && patch > windows?.LookBack)
            yield return new($"{key}.patch", patch, $"at most data.windows.look_back, which is {windows.LookBack}");
    }

    /// <summary>What shows with the columns of the data.</summary>
    internal static IEnumerable<Problem> Of(RootConfig config, IReadOnlyList<Column> columns)
    {
        var forecast = columns.FirstOrDefault(column => column.Span is not null && column.Name == WindowsConfig.Next)?.Span?.Channels ?? [];
        foreach (var (index, name) in config.Features.Drop.Index())
        {
            if (forecast.Any(channel => channel.Name == name))
                yield return new(KeyPath.Join("features", "drop", $"{index}"), name, "a column that is not forecast: one that is forecast is read too");
        }
    }
}

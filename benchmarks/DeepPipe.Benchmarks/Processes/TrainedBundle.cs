using System.Text.Json;

namespace DeepPipe.Benchmarks;

/// <summary>A bundle as deeppipe train makes it, and the scores of its run.</summary>
internal sealed record TrainedBundle(string Path, IReadOnlyDictionary<string, double> Scores)
{
    /// <summary>Trains a config of the repository.</summary>
    /// <param name="config">The file's name in configs/.</param>
    /// <param name="folder">Where the run is written.</param>
    /// <param name="overrides">What is set otherwise, each key=value.</param>
    public static TrainedBundle Train(string config, string folder, params IEnumerable<string> overrides)
    {
        string[] fixedWords = ["train", Repository.Config(config), "--runs", folder, "--json", "--set", "training.threads=1"];
        var run = CommandRun.Of(Repository.Deeppipe, fixedWords.Concat(overrides.SelectMany(value => new[] { "--set", value })));
        using var result = JsonDocument.Parse(run.Output);
        return new TrainedBundle(
            result.RootElement.GetProperty("bundle").GetString()!,
            result.RootElement.GetProperty("scores").EnumerateObject().ToDictionary(score => score.Name, score => score.Value.GetDouble()));
    }
}

using System.Globalization;
using System.Text.Json.Serialization;
using DeepPipe.Statistics;

namespace DeepPipe.Bundle;

/// <summary>One column that a model learned to answer. It is no input.</summary>
public sealed record SignatureTarget
{
    /// <summary>The <see cref="Task"/> of a target that is answered with a number.</summary>
    public const string Regression = "regression";

    /// <summary>The <see cref="Task"/> of a target that is one of two labels.</summary>
    public const string Binary = "binary";

    /// <summary>The <see cref="Task"/> of a target that is one of several labels.</summary>
    public const string Multiclass = "multiclass";

    /// <summary>The <see cref="Task"/> of a target that is a set of labels.</summary>
    public const string Multilabel = "multilabel";

    /// <summary>The <see cref="Task"/> of a target that is the steps to come of series.</summary>
    public const string Forecast = "forecast";

    /// <summary>The column's name.</summary>
    public required string Column { get; init; }

    /// <summary><see cref="Binary"/>, <see cref="Multiclass"/>, <see cref="Multilabel"/>, <see cref="Regression"/> or <see cref="Forecast"/>.</summary>
    public required string Task { get; init; }

    /// <summary>What stands before the names of its answers: nothing where it is the only target, else its column and a point.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The labels; a label's index is its code and its place in the probabilities. Empty in regression and forecasts.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The label that counts as positive in a binary task; otherwise null.</summary>
    public string? Positive { get; init; }

    /// <summary>
    /// Binary: from what probability on the positive label, which is the last, is answered. Multilabel: the same of each label. Empty for
    /// one half.
    /// </summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>In regression with quantiles: their levels, ascending; otherwise empty.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [];

    /// <summary>Of a forecast: how many steps are answered; otherwise 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Horizon { get; init; }

    /// <summary>Of a forecast: what each step holds, by its train steps; otherwise empty.</summary>
    public IReadOnlyList<SeriesChannel> Channels { get; init; } = [];

    /// <summary>Multilabel: what stands between the labels of an answer; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Separator { get; init; }

    /// <summary>What is wrong with this target, each as "key: what is wrong"; empty when it holds.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Task is not (Binary or Multiclass or Multilabel or Regression or Forecast))
            yield return $"task: \"{Task}\" is none of binary, multiclass, multilabel, regression, forecast";
        if (!HasFitLabels)
            yield return $"labels: {Labels.Count} labels do not fit the task \"{Task}\"";
        if (Labels.Distinct(StringComparer.Ordinal).Count() != Labels.Count)
            yield return "labels: a label stands there twice";
        if (Thresholds.Count > 0 && Thresholds.Count != (Task switch { Binary => 1, Multilabel => Labels.Count, _ => 0 }))
            yield return $"thresholds: {Thresholds.Count} thresholds do not fit the task \"{Task}\" of {Labels.Count} labels";
        foreach (var threshold in Thresholds.Where(threshold => threshold is not (>= 0 and <= 1)))
            yield return $"thresholds: {Text(threshold)} is no probability";
        if (Positive is not null && !Labels.Contains(Positive))
            yield return $"positive: \"{Positive}\" is none of the labels";
        if (Levels.Count > 0 && Task != Regression)
            yield return $"levels: {Levels.Count} levels do not fit the task \"{Task}\"";
        if (Levels.Any(level => level is not (> 0 and < 1)) || Levels.Zip(Levels.Skip(1)).Any(pair => pair.First >= pair.Second))
            yield return $"levels: {string.Join(", ", Levels.Select(Text))} do not ascend between 0 and 1";
        if ((Task == Forecast) != (Horizon >= 1 && Channels.Count >= 1))
            yield return $"channels: {Channels.Count} channels of {Horizon} steps do not fit the task \"{Task}\"";
        foreach (var channel in Channels.Where(channel => !(channel.Deviation > 0)))
            yield return $"channels: the deviation of \"{channel.Name}\" is {Text(channel.Deviation)}";
        if (Task == Multilabel && Separator is not { Length: > 0 })
            yield return "separator: there is none between labels";
    }

    private bool HasFitLabels => Task switch
    {
        Binary => Labels.Count == 2,
        Regression or Forecast => Labels.Count == 0,
        Multilabel => Labels.Count >= 1,
        _ => Labels.Count >= 2,
    };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}

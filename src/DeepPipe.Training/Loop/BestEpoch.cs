using DeepPipe.Configuration;

namespace DeepPipe.Training;

/// <summary>Which epoch is the best so far, and whether the patience for a better one is spent.</summary>
internal sealed class BestEpoch(EarlyStoppingConfig? config)
{
    /// <summary>How the run stands; set when a run is resumed.</summary>
    public Standing Standing { get; set; } = new();

    /// <summary>Whether the run must stop.</summary>
    public bool PatienceIsSpent => config is not null && Standing.EpochsSinceBest >= config.PatienceEpochs;

    /// <summary>Whether the best epoch so far may be that of the run; without early stopping a later one is.</summary>
    public bool MayStay => config is not null && Standing.BestEpoch > 0;

    /// <summary>Takes an epoch's scores into account.</summary>
    /// <returns>Whether it is the best epoch so far; without early stopping the last one always is.</returns>
    public bool Offer(int epoch, IReadOnlyDictionary<string, double> scores)
    {
        var score = config is null ? double.NaN : scores[config.Metric];
        var isBest = config is null || Standing.BestEpoch == 0 || IsBetter(score, Standing.BestScore, config);
        Standing = isBest
            ? new Standing { BestEpoch = epoch, BestScore = score, BestScores = scores }
            : Standing with { EpochsSinceBest = Standing.EpochsSinceBest + 1 };
        return isBest;
    }

    /// <summary>Refuses a metric that the evaluation does not give.</summary>
    /// <exception cref="ConfigException">The configured metric is not among the names.</exception>
    public void CheckMetric(IEnumerable<string> names)
    {
        if (config is null || names.Contains(config.Metric))
            return;
        throw new ConfigException(
        [
            new Problem("training.early_stopping.metric", config.Metric, string.Join(", ", names))
            {
                Hint = Nearest.Hint(config.Metric, names),
            },
        ]);
    }

    // A score without a value (NaN) is worse than any other.
    private static bool IsBetter(double score, double best, EarlyStoppingConfig config) =>
        !double.IsNaN(score) && (double.IsNaN(best) || (config.HigherIsBetter ? score > best : score < best));
}

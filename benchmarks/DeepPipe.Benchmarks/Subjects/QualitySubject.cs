namespace DeepPipe.Benchmarks;

/// <summary>The mean score of the shipped configs over three seeds, beside what papers report.</summary>
internal static class QualitySubject
{
    private const int Seeds = 3;

    public static Report Run() => new(
        "quality",
        "What the shipped configs reach",
        [
            $"`deeppipe train` of each config with seeds 0 to {Seeds - 1} (`--set seed=N`), torch on one thread; the score of the test rows "
                + "of the papers' own split, which each run takes once, with the weights of the best validation epoch.",
        ],
        [
            .. Train("adult-mlp.yaml", "test.accuracy", new(AtLeast: 0.85)),
            .. Train("adult-mlp-plr.yaml", "test.accuracy", new(AtLeast: 0.867)),
            .. Train("california-mlp.yaml", "test.rmse", new(AtMost: 0.505)),
            .. Train("california-mlp-plr.yaml", "test.rmse", new(AtMost: 0.475)),
            .. Train("bike-sharing-mlp-plr.yaml", "test.rmse", null),
            .. Train("etth1-nlinear.yaml", "test.standard_mse", new(AtMost: 0.378)),
            .. Train("etth1-patchtst.yaml", "test.standard_mse", new(AtMost: 0.380)),
        ],
        [
            "Published for an MLP, mean of 15 seeds of tuned single models: Adult accuracy 0.8522 to 0.8540, California RMSE 0.4985 ± 0.0029.",
            "Published for an MLP with periodic embeddings, likewise: Adult 0.8694 to 0.8704, California 0.4665.",
            "For scale, published too: MLP with piecewise-linear embeddings 0.8681 and 0.4392; XGBoost, tuned, 0.8723 and 0.4334.",
            "Bike sharing is tested on the last fifth of the two years, and validated on a tenth of the rows before, drawn by the seed. Boosted "
                + "trees reach a test.rmse of 65.7 on the same rows; there is no goal, the number is what it is.",
            "Published for ETTh1, 96 hours from 336, mean squared error of standardised columns: NLinear 0.374, PatchTST 0.375 (0.370 from "
                + "512 hours); the last step repeated has 1.295.",
        ]);

    private static IEnumerable<Measurement> Train(string config, string metric, Goal? goal)
    {
        using var folder = new ScratchFolder();
        var scores = Enumerable.Range(0, Seeds)
            .Select(seed => TrainedBundle.Train(config, folder.Path, $"seed={seed}").Scores[metric])
            .ToList();
        yield return new($"configs/{config}: {metric}, mean of {Seeds} seeds", "", Spread.Of([scores.Average()])) { Goal = goal };
        yield return new($"configs/{config}: {metric}, single seeds", "", Spread.Of(scores));
    }
}

using CsCheck;
using DeepPipe.Features;

namespace DeepPipe.Training.Tests;

public sealed class BestThresholdTests
{
    private static readonly Gen<(double Probability, int Target)[]> Rows =
        Gen.Select(Gen.Int[0, 20].Select(step => (double)(step / 20f)), Gen.Int[0, 1]).Array[1, 40];

    [Fact]
    public void No_threshold_scores_better() => Gen.Select(Rows, Gen.Int[0, 2]).Sample(
        (rows, score) =>
        {
            var (probabilities, targets) = (rows.Select(row => row.Probability).ToArray(), rows.Select(row => row.Target).ToArray());
            var found = BestThreshold.Of(probabilities, targets, (ThresholdScore)score);

            Assert.Equal(Score(found.Threshold), found.Score, 1e-12);
            Assert.All(Enumerable.Range(1, 39).Select(step => step / 40.0), threshold => Assert.True(Score(threshold) <= found.Score + 1e-12));

            double Score(double threshold)
            {
                double hits = rows.Count(row => row.Probability >= threshold && row.Target == 1);
                double positives = rows.Count(row => row.Target == 1);
                double chosen = rows.Count(row => row.Probability >= threshold);
                var rejections = rows.Count(row => row.Probability < threshold && row.Target == 0);
                double negatives = rows.Length - positives;
                return (ThresholdScore)score switch
                {
                    ThresholdScore.F1 => chosen + positives == 0 ? 0 : 2 * hits / (chosen + positives),
                    ThresholdScore.Accuracy => (hits + rejections) / rows.Length,
                    _ => ((positives == 0 ? 0 : hits / positives) + (negatives == 0 ? 0 : rejections / negatives)) / 2,
                };
            }
        },
        iter: 1000);

    [Fact]
    public void One_half_stays_where_no_other_is_better() =>
        Assert.Equal((0.5, 1), BestThreshold.Of([0.1, 0.9], [0, 1], ThresholdScore.Accuracy));
}

using Apache.Arrow;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Fits <see cref="TargetEncodingConfig"/> in one pass over the train rows.</summary>
internal sealed class TargetEncodingFit
{
    private readonly TargetPlan target;
    private readonly List<Category> categories;
    private readonly int outputCount;

    private TargetEncodingFit(FeaturesConfig config, FeaturePlan plan, TargetPlan target)
    {
        this.target = target;
        outputCount = target is ClassTarget { Task: TaskKind.Multiclass } classes ? classes.Classes.Count : 1;
        categories =
        [
            .. from feature in plan.Categories
            from encoding in config.Encodings(feature.Name).OfType<TargetEncodingConfig>()
            select new Category(feature, encoding, config.RareBelow(feature.Name), outputCount),
        ];
    }

    /// <returns>The plan with the target's encodings behind the others; the plan itself, and nothing read, where none is asked for.</returns>
    public static FeaturePlan Of(FeaturesConfig config, FeaturePlan plan, TargetPlan target, IEnumerable<RecordBatch> trainRows, ulong seed)
    {
        var fit = new TargetEncodingFit(config, plan, target);
        if (fit.categories.Count == 0)
            return plan;
        var folds = new FoldOrder(seed);
        foreach (var batch in trainRows)
            fit.Observe(batch, folds);
        var fitted = fit.categories.ToDictionary(category => category.Feature.Name, category => category.Fitted(fit.Centre));
        return new(plan.Numbers, [.. plan.Categories.Select(category => fitted.GetValueOrDefault(category.Name, category))], plan.Dropped)
        {
            Blocks = plan.Blocks,
            FoldSeed = seed,
        };
    }

    // Squares of a large mean would round the variances away.
    private double Centre => target is NumberTarget number ? number.Mean : 0;

    private void Observe(RecordBatch batch, FoldOrder folds)
    {
        using var encoded = target.Encode(batch);
        using var converted = encoded.to(ScalarType.Float64);
        var targets = converted.data<double>().ToArray();
        int[] foldOfRow = [.. targets.Select(_ => folds.Next())];
        foreach (var category in categories)
        {
            var codes = category.Codes(batch);
            for (var row = 0; row < codes.Length; row++)
            {
                for (var output = 0; output < outputCount; output++)
                    category.Sums[output].Add(foldOfRow[row], codes[row], Output(targets[row], output));
            }
        }
    }

    private double Output(double value, int output) =>
        outputCount == 1 ? value - Centre : value == output ? 1 : 0;

    private sealed class Category(CategoryFeature feature, TargetEncodingConfig config, int rareBelow, int outputCount)
    {
        private readonly CodeTable table = new(feature.Vocabulary);

        public CategoryFeature Feature => feature;

        public IReadOnlyList<TargetSums> Sums { get; } = [.. Enumerable.Range(0, outputCount).Select(_ => new TargetSums(feature.Size))];

        public long[] Codes(RecordBatch batch)
        {
            var codes = new long[batch.Length];
            table.Encode(CanonicalColumn.Of<IArrowArray>(batch, feature.Name), codes);
            return codes;
        }

        public CategoryFeature Fitted(double centre) =>
            feature with { Encodings = [.. feature.Encodings, .. Sums.Select(sums => Fitted(sums, centre))] };

        private CodeNumbers Fitted(TargetSums sums, double centre)
        {
            var counts = sums.Counts();
            bool[] isTooRare = [.. counts.Select(count => count < rareBelow)];
            return new CodeFit(feature.Name, feature.Vocabulary, counts).Standardised("target", Means(without: null)) with
            {
                WithoutFold = [.. Enumerable.Range(0, FoldOrder.Count).Select(fold => Means(fold))],
            };

            double[] Means(int? without) => [.. sums.Means(without, config.Smooth, isTooRare).Select(mean => mean + centre)];
        }
    }
}

using Apache.Arrow;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Fits <see cref="TargetEncodingConfig"/> in one pass over the train rows.</summary>
internal sealed class TargetEncodingFit
{
    private readonly TargetPlans targets;
    private readonly List<Output> outputs;
    private readonly List<Category> categories;

    private TargetEncodingFit(FeaturesConfig config, FeaturePlan plan, TargetPlans targets)
    {
        this.targets = targets;
        outputs = [.. targets.Encoded.SelectMany(Output.Of)];
        categories =
        [
            .. from feature in plan.Categories
            from encoding in config.Encodings(feature.Name).OfType<TargetEncodingConfig>()
            select new Category(feature, encoding, config.RareBelow(feature.Name), outputs),
        ];
    }

    /// <returns>The plan with the target's encodings behind the others; the plan itself, and nothing read, where none is asked for.</returns>
    public static FeaturePlan Of(FeaturesConfig config, FeaturePlan plan, TargetPlans targets, IEnumerable<RecordBatch> trainRows, ulong seed)
    {
        var fit = new TargetEncodingFit(config, plan, targets);
        if (fit.categories.Count == 0)
            return plan;
        var folds = new FoldOrder(seed);
        foreach (var batch in trainRows)
            fit.Observe(batch, folds);
        var fitted = fit.categories.ToDictionary(category => category.Feature.Name, category => category.Fitted());
        return new(plan.Numbers, [.. plan.Categories.Select(category => fitted.GetValueOrDefault(category.Name, category))], plan.Dropped)
        {
            DateTimes = plan.DateTimes,
            Blocks = plan.Blocks,
            FoldSeed = seed,
        };
    }

    private void Observe(RecordBatch batch, FoldOrder folds)
    {
        var values = targets.Values(batch);
        var width = values.Length / Math.Max(1, batch.Length);
        int[] foldOfRow = [.. Enumerable.Range(0, batch.Length).Select(_ => folds.Next())];
        foreach (var category in categories)
        {
            var codes = category.Codes(batch);
            for (var row = 0; row < codes.Length; row++)
            {
                for (var index = 0; index < outputs.Count; index++)
                {
                    var value = outputs[index].Of(values[row * width + outputs[index].Column]);
                    if (!double.IsNaN(value))
                        category.Sums[index].Add(foldOfRow[row], codes[row], value);
                }
            }
        }
    }

    // What is averaged: a number less its mean, for squares of a large mean would round the variances away; a code of two; of more, whether
    // it is the class.
    private sealed record Output(int Column, int? Class, double Centre)
    {
        public static IEnumerable<Output> Of(TargetColumn column, int index) => column.ClassCount > 2
            ? Enumerable.Range(0, column.ClassCount).Select(code => new Output(index, code, 0))
            : [new Output(index, null, column.Mean)];

        public double Of(double value) => Class is not { } code || double.IsNaN(value) ? value - Centre : value == code ? 1 : 0;
    }

    private sealed class Category(CategoryFeature feature, TargetEncodingConfig config, int rareBelow, IReadOnlyList<Output> outputs)
    {
        private readonly CodeTable table = new(feature.Vocabulary);

        public CategoryFeature Feature => feature;

        public IReadOnlyList<TargetSums> Sums { get; } = [.. outputs.Select(_ => new TargetSums(feature.Size))];

        public long[] Codes(RecordBatch batch)
        {
            var codes = new long[batch.Length];
            table.Encode(CanonicalColumn.Of<IArrowArray>(batch, feature.Name), codes);
            return codes;
        }

        public CategoryFeature Fitted() =>
            feature with { Encodings = [.. feature.Encodings, .. Sums.Zip(outputs, (sums, output) => Fitted(sums, output.Centre))] };

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

using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Features;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

/// <summary>
/// Synthetic rows for the golden check, drawn from the profile column by column, so that no row of the data is among them: ordinary
/// ones, ones with gaps, with values never seen, and with extremes; and every entry of every vocabulary once, so that none can be
/// altered unseen.
/// </summary>
public sealed class GoldenRowSampler
{
    private const int OrdinaryCount = 48;
    internal const string Unseen = "(a value that was never seen)";

    private readonly ProfileDocument profile;
    private readonly FeaturePlan features;
    private readonly int vocabularyCount;
    private readonly SplitMix random;
    private readonly List<GoldenBlock> blocks;

    private GoldenRowSampler(ProfileDocument profile, FeaturePlan features, ulong seed)
    {
        (this.profile, this.features) = (profile, features);
        random = new SplitMix(seed);
        blocks = [.. features.Blocks.Select(block => GoldenBlock.Of(block, random))];
        vocabularyCount = features.Categories.Select(category => category.Vocabulary.Count)
            .Concat(blocks.Select(block => block.CoverCount)).DefaultIfEmpty().Max();
    }

    /// <summary>Draws the rows.</summary>
    /// <param name="profile">The training data's distribution; it must hold every column.</param>
    /// <param name="features">The features, whose columns the rows have.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <returns>Rows in canonical form.</returns>
    public static RecordBatch Draw(ProfileDocument profile, FeaturePlan features, ulong seed) =>
        new GoldenRowSampler(profile, features, seed).Draw();

    private RecordBatch Draw()
    {
        var schema = new Schema.Builder();
        var arrays = new List<IArrowArray>();
        foreach (var number in features.Inputs.Where(input => input.Type.IsNumeric()))
        {
            schema.Field(new Field(number.Name, DoubleType.Default, nullable: true));
            arrays.Add(Numbers(number, profile.Numbers[number.Name]));
        }
        foreach (var category in features.Categories)
        {
            schema.Field(new Field(category.Name, StringType.Default, nullable: true));
            arrays.Add(Texts(category, profile.Categories[category.Name]));
        }
        foreach (var (feature, block) in features.Blocks.Zip(blocks))
        {
            var cells = block.Draw(OrdinaryCount, vocabularyCount);
            schema.Field(new Field(feature.Name, cells.Data.DataType, nullable: true));
            arrays.Add(cells);
        }
        return new RecordBatch(schema.Build(), arrays, arrays[0].Length);
    }

    // Every column has the same kinds of rows in the same places: ordinary, all missing, half missing, unseen, lowest, highest, beyond, far beyond,
    // then the vocabularies, a shorter one again and again.
    private StringArray Texts(CategoryFeature category, CategorySummary summary)
    {
        var builder = new StringArray.Builder();
        for (var row = 0; row < OrdinaryCount; row++)
            builder.Append(DrawText(summary));
        builder.AppendNull();
        builder.Append(random.NextBelow(2) == 0 ? null : DrawText(summary));
        builder.Append(Unseen);
        builder.Append(summary.Values.Count > 0 ? summary.Values[^1].Value : Unseen);
        builder.Append(summary.Values.Count > 0 ? summary.Values[0].Value : Unseen);
        builder.Append(DrawText(summary));
        builder.Append(DrawText(summary));
        for (var row = 0; row < vocabularyCount; row++)
            builder.Append(category.Vocabulary.Count > 0 ? category.Vocabulary[row % category.Vocabulary.Count] : Unseen);
        return builder.Build();
    }

    private string? DrawText(CategorySummary summary)
    {
        var place = random.NextBelow(summary.Count + summary.Missing);
        foreach (var (value, count) in summary.Values)
            if ((place -= count) < 0)
                return value;
        return place < summary.Other ? Unseen : null;
    }

    private DoubleArray Numbers(InputColumn column, NumberSummary summary)
    {
        var (lowest, highest) = (summary.Quantiles[0], summary.Quantiles[^1]);
        var cells = new List<double>();
        for (var row = 0; row < OrdinaryCount; row++)
            cells.Add(DrawNumber(column, summary));
        cells.Add(double.NaN);
        cells.Add(random.NextBelow(2) == 0 ? double.NaN : DrawNumber(column, summary));
        cells.Add(DrawNumber(column, summary));
        cells.Add(lowest);
        cells.Add(highest);
        cells.Add(highest + 2 * (highest - lowest));
        cells.Add(-1e300);
        for (var row = 0; row < vocabularyCount; row++)
            cells.Add(DrawNumber(column, summary));
        return Nullable(cells);
    }

    private double DrawNumber(InputColumn column, NumberSummary summary)
    {
        if (summary.Count == 0 || random.NextBelow(summary.Count + summary.Missing) < summary.Missing)
            return double.NaN;
        var place = random.NextFraction() * (summary.Quantiles.Count - 1);
        var (low, high) = (summary.Quantiles[(int)place], summary.Quantiles[(int)place + 1]);
        var number = low + (high - low) * (place - (int)place);
        return column.Type == ColumnType.Number ? number : Math.Round(number);
    }

    private static DoubleArray Nullable(List<double> cells)
    {
        var values = new ArrowBuffer.Builder<double>().AppendRange(cells).Build();
        var validity = new ArrowBuffer.BitmapBuilder();
        foreach (var cell in cells)
            validity.Append(!double.IsNaN(cell));
        var missing = cells.Count(double.IsNaN);
        return new DoubleArray(values, missing == 0 ? ArrowBuffer.Empty : validity.Build(), cells.Count, missing, 0);
    }
}

using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Features;
using DeepPipe.Statistics;

namespace DeepPipe.Export;

/// <summary>
/// Synthetic rows for the golden check, drawn from the profile column by column, so that no row of the data is among them: ordinary
/// ones, ones with gaps, with values never seen, and with extremes.
/// </summary>
public sealed class GoldenRowSampler
{
    private const int OrdinaryCount = 48;
    private const string Unseen = "(a value that was never seen)";

    private readonly ProfileDocument profile;
    private readonly IReadOnlyList<InputColumn> columns;
    private readonly SplitMix random;

    private GoldenRowSampler(ProfileDocument profile, IReadOnlyList<InputColumn> columns, ulong seed)
    {
        (this.profile, this.columns) = (profile, columns);
        random = new SplitMix(seed);
    }

    /// <summary>Draws the rows.</summary>
    /// <param name="profile">The training data's distribution; it must hold every column.</param>
    /// <param name="columns">The features' columns.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <returns>Rows in canonical form: numbers as double with null and NaN for missing, categories as text with null for missing.</returns>
    public static RecordBatch Draw(ProfileDocument profile, IReadOnlyList<InputColumn> columns, ulong seed) =>
        new GoldenRowSampler(profile, columns, seed).Draw();

    private RecordBatch Draw()
    {
        var schema = new Schema.Builder();
        var arrays = new List<IArrowArray>();
        foreach (var column in columns)
        {
            var isText = column.Type == ColumnType.Category;
            schema.Field(new Field(column.Name, isText ? StringType.Default : DoubleType.Default, nullable: true));
            arrays.Add(isText ? Texts(profile.Categories[column.Name]) : Numbers(column, profile.Numbers[column.Name]));
        }
        return new RecordBatch(schema.Build(), arrays, arrays[0].Length);
    }

    // Every column has the same kinds of rows in the same places: ordinary, all missing, half missing, unseen, lowest, highest, beyond.
    private StringArray Texts(CategorySummary summary)
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
        return Nullable(cells);
    }

    private double DrawNumber(InputColumn column, NumberSummary summary)
    {
        if (summary.Count == 0 || random.NextBelow(summary.Count + summary.Missing) < summary.Missing)
            return double.NaN;
        var place = random.NextFraction() * (summary.Quantiles.Count - 1);
        var (low, high) = (summary.Quantiles[(int)place], summary.Quantiles[(int)place + 1]);
        var number = low + (high - low) * (place - (int)place);
        return column.Type == ColumnType.Integer ? Math.Round(number) : number;
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

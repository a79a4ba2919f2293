using System.Text.Json;
using System.Text.Json.Serialization;
using Apache.Arrow;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>
/// Everything that was fitted of the features: which columns, in which order, with which values. It comes from the profile of
/// the train rows alone, so no cell of another row can change it. The types of the columns are given: where they are inferred from a
/// text source, all rows have a say in them.
/// </summary>
public sealed class FeaturePlan
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>A plan of given features.</summary>
    /// <param name="numbers">The columns of numbers, in the order of the raw matrix.</param>
    /// <param name="categories">The columns of categories, in the order of the matrix of codes.</param>
    /// <param name="dropped">The columns that were left out.</param>
    public FeaturePlan(
        IReadOnlyList<NumberFeature> numbers, IReadOnlyList<CategoryFeature> categories, IReadOnlyList<DroppedColumn> dropped)
    {
        Numbers = numbers;
        Categories = categories;
        Dropped = dropped;
    }

    /// <summary>The columns of numbers, in the order of the raw matrix.</summary>
    public IReadOnlyList<NumberFeature> Numbers { get; }

    /// <summary>The columns of categories, in the order of the matrix of codes.</summary>
    public IReadOnlyList<CategoryFeature> Categories { get; }

    /// <summary>The instants, behind the numbers in the raw matrix.</summary>
    public IReadOnlyList<DateTimeFeature> DateTimes { get; init; } = [];

    /// <summary>The texts, sets, vectors and images.</summary>
    public IReadOnlyList<BlockFeature> Blocks { get; init; } = [];

    /// <summary>The columns that cannot be features, each with the reason: a warning to the user.</summary>
    public IReadOnlyList<DroppedColumn> Dropped { get; }

    /// <summary>What the folds of the train rows are drawn by; null where the target has no part in what was fitted.</summary>
    public ulong? FoldSeed { get; init; }

    /// <summary>The columns of the raw matrix of numbers, by name: the numbers, then the instants.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> RawNumbers => [.. Numbers.Select(number => number.Name), .. DateTimes.Select(dateTime => dateTime.Name)];

    /// <summary>The columns that a row must bring: the numbers, the instants, the categories, then the blocks.</summary>
    [JsonIgnore]
    public IReadOnlyList<InputColumn> Inputs =>
    [
        .. Numbers.Select(number => new InputColumn(number.Name, number.Type)),
        .. DateTimes.Select(dateTime => new InputColumn(dateTime.Name, ColumnType.DateTime)),
        .. Categories.Select(category => new InputColumn(category.Name, ColumnType.Category)),
        .. Blocks.Select(block => new InputColumn(block.Name, block.Type)),
    ];

    /// <summary>The width of the transformed numbers: one for each number, each encoding of a category, each indicator, and what is read of instants.</summary>
    [JsonIgnore]
    public int NumberWidth =>
        Numbers.Count + Categories.Sum(category => category.Encodings.Count) + Numbers.Count(number => number.HasIndicator)
        + DateTimes.Sum(dateTime => dateTime.NumberWidth);

    /// <summary>How many codes each column of codes has that the network reads: categories by their code, numbers with bins, then parts of instants.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> CategorySizes =>
    [
        .. Categories.Where(category => category.HasCode).Select(category => category.Size),
        .. Numbers.Where(number => number.BinEdges is not null).Select(number => number.CodeCount),
        .. DateTimes.SelectMany(dateTime => dateTime.CodeCounts),
    ];

    /// <summary>The place of a column among <see cref="Blocks"/>.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public int BlockPlace(string column) => Blocks.Index().FirstOrDefault(block => block.Item.Name == column) is (var place, not null)
        ? place
        : throw new ArgumentException($"\"{column}\" is no column of blocks among the features.", nameof(column));

    /// <summary>Fits the features of the columns that may be features.</summary>
    /// <param name="config">The section <c>features</c>.</param>
    /// <param name="columns">The candidates, without target, split column and the like, in the source's order.</param>
    /// <param name="train">The profile of the train rows; it must hold every candidate that features.drop does not name.</param>
    /// <exception cref="ConfigException">The config names a column that is not there, or an option of another type.</exception>
    /// <exception cref="FeatureException">No feature is left, or a column's values allow no scale.</exception>
    public static FeaturePlan Fit(FeaturesConfig config, IReadOnlyList<InputColumn> columns, TableProfile train) =>
        new FeatureFit(config, train).Fit(columns);

    /// <summary>Fits what a config asks for of the target, with a second pass over the train rows.</summary>
    /// <param name="config">The section <c>features</c>.</param>
    /// <param name="targets">The fitted targets.</param>
    /// <param name="trainRows">The train rows in the source's order, in canonical form; not read where nothing is asked for.</param>
    /// <param name="seed">What the folds of the train rows are drawn by.</param>
    /// <exception cref="FeatureException">A category's encoding is one number.</exception>
    public FeaturePlan WithTarget(FeaturesConfig config, TargetPlans targets, IEnumerable<RecordBatch> trainRows, ulong seed) =>
        TargetEncodingFit.Of(config, this, targets, trainRows, seed);

    /// <summary>The plan as JSON; every double in it reads back bit for bit.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonForm);

    /// <summary>The plan that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not such a plan.</exception>
    public static FeaturePlan FromJson(string json) =>
        JsonSerializer.Deserialize<FeaturePlan>(json, JsonForm) ?? throw new JsonException("The feature plan is null.");
}

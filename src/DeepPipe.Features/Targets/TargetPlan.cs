using System.Text.Json;
using System.Text.Json.Serialization;
using Apache.Arrow;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>What was fitted of the target, from the profile of the train rows alone.</summary>
/// <param name="Column">The column's name.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ClassTarget), "classes")]
[JsonDerivedType(typeof(NumberTarget), "number")]
public abstract record TargetPlan(string Column)
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>What is learned.</summary>
    public abstract TaskKind Task { get; init; }

    /// <summary>Fits the target.</summary>
    /// <param name="config">The entry of <c>targets</c>.</param>
    /// <param name="type">The column's type: a category for classes, a number or an integer for regression.</param>
    /// <param name="train">The profile of the train rows; it must hold the column.</param>
    /// <exception cref="TargetException">The column does not hold what the task needs.</exception>
    public static TargetPlan Fit(TargetConfig config, ColumnType type, TableProfile train)
    {
        var wantsNumber = config.Task == TaskKind.Regression;
        if (wantsNumber == (type == ColumnType.Category))
            throw new TargetException(TargetProblem.WrongType(config, type));
        return wantsNumber
            ? NumberTarget.Fit(config, train.Numbers[config.Column])
            : ClassTarget.Fit(config, train.Categories[config.Column]);
    }

    /// <summary>The targets of rows in canonical form.</summary>
    /// <returns>Classes: their codes, int64 [rows]. Regression: the target in its own unit, float32 [rows].</returns>
    /// <exception cref="TargetException">A target is missing, infinite, or a class that no train row has.</exception>
    /// <exception cref="ArgumentException">The column is not there, or is not in canonical form.</exception>
    public abstract Tensor Encode(RecordBatch rows);

    /// <summary>The plan as JSON; every double in it reads back bit for bit.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonForm);

    /// <summary>The plan that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not such a plan.</exception>
    public static TargetPlan FromJson(string json) =>
        JsonSerializer.Deserialize<TargetPlan>(json, JsonForm) ?? throw new JsonException("The target plan is null.");
}

using System.Text.Json.Serialization;
using Apache.Arrow;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>What was fitted of a target, from the profile of the train rows alone.</summary>
/// <param name="Column">The column's name.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ClassTarget), "classes")]
[JsonDerivedType(typeof(ForecastTarget), "forecast")]
[JsonDerivedType(typeof(LabelsTarget), "labels")]
[JsonDerivedType(typeof(NumberTarget), "number")]
public abstract record TargetPlan(string Column)
{
    /// <summary>What is learned.</summary>
    public abstract TaskKind Task { get; init; }

    /// <summary>Of several targets: whether a row without this one is left out of its loss and scores, and not refused.</summary>
    public bool SkipsMissing { get; init; }

    /// <summary>What is encoded, a column each.</summary>
    internal abstract IReadOnlyList<TargetColumn> Columns { get; }

    /// <summary>How many columns the encoded target has.</summary>
    [JsonIgnore]
    public int Width => Columns.Count;

    /// <summary>Fits the target.</summary>
    /// <param name="config">The entry of <c>targets</c>.</param>
    /// <param name="column">The column: a category for classes, a number, an integer or a time for regression, a set for labels, what follows windows
    /// for a forecast.</param>
    /// <param name="train">The profile of the train rows; it must hold the column, unless that is a set or a forecast.</param>
    /// <param name="labels">Of a set: its labels in the train rows.</param>
    /// <exception cref="TargetException">The column does not hold what the task needs.</exception>
    public static TargetPlan Fit(TargetConfig config, InputColumn column, TableProfile train, LabelCounts? labels = null) => (config.Task, column.Type) switch
    {
        (TaskKind.Regression, var type) when type.IsNumeric() => NumberTarget.Fit(config, train.Numbers[config.Column]),
        (TaskKind.Binary or TaskKind.Multiclass, ColumnType.Category) => ClassTarget.Fit(config, train.Categories[config.Column]),
        (TaskKind.Multilabel, ColumnType.Set) =>
            LabelsTarget.Fit(config, labels ?? throw new ArgumentException($"The labels of \"{column.Name}\" are not counted.", nameof(labels))),
        (TaskKind.Forecast, ColumnType.Vector) when column.Span is { } span => ForecastTarget.Fit(config, span),
        _ => throw new TargetException(TargetProblem.WrongType(config, column.Type)),
    };

    /// <summary>The targets of rows in canonical form.</summary>
    /// <returns>
    /// Classes: their codes, int64 [rows], -1 where a row is skipped. Regression: the target in its own unit, float32 [rows], NaN where
    /// a row is skipped. Labels: see <see cref="LabelsTarget.Encode"/>; forecasts: see <see cref="ForecastTarget.Encode"/>.
    /// </returns>
    /// <exception cref="TargetException">A target is missing, infinite, or a class or label that no train row has.</exception>
    /// <exception cref="ArgumentException">The column is not there, or is not in canonical form.</exception>
    public abstract Tensor Encode(RecordBatch rows);
}

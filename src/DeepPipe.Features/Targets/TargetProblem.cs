using System.Globalization;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>The sentences of <see cref="TargetException"/>, all in one place.</summary>
internal static class TargetProblem
{
    public static string WrongType(TargetConfig config, ColumnType type)
    {
        var (task, column) = (config.Task.ToString().ToLowerInvariant(), config.Column);
        var kind = type.IsNumeric() ? "number" : type.ToString().ToLowerInvariant();
        var (need, wanted) = config.Task switch
        {
            TaskKind.Regression => ("a number", "number"),
            TaskKind.Multilabel => ("a set", "set"),
            TaskKind.Forecast => ("the steps that follow a window", "vector"),
            _ => ("classes", "category"),
        };
        var other = kind switch
        {
            "category" => "Set task to binary or multiclass, or declare",
            "number" => "Set task to regression, or declare",
            "set" => "Set task to multilabel, or declare",
            "vector" => "Set task to forecast, where data.windows makes it, or declare",
            _ => "Declare",
        };
        if (config.Task == TaskKind.Forecast)
            return $"The target \"{column}\" is a {kind}, but task forecast needs {need}: the column next, which data.windows makes.";
        return $"The target \"{column}\" is {(kind == "image" ? "an" : "a")} {kind}, but task {task} needs {need}. "
            + $"{other} data.columns.{column}.type: {wanted}.";
    }

    public static string NoLabel(string column) =>
        $"The target \"{column}\" has no member in any train row: there is no label to learn. Check the column, its separator and the split.";

    public static string MissingInTrain(string column, long missingCount, long presentCount) =>
        Missing(column, missingCount, missingCount + presentCount, "train rows");

    public static string MissingInBatch(string column, long missingCount, long rowCount) =>
        Missing(column, missingCount, rowCount, "rows of a batch");

    public static string MissingInRows(string column, long missingCount, long rowCount) =>
        Missing(column, missingCount, rowCount, "rows");

    public static string Empty(string column) => $"The target \"{column}\" has no train row. Check the split.";

    public static string OneClass(string column, string value, long rowCount) =>
        $"The target \"{column}\" is \"{value}\" in all {Count(rowCount)} train rows: there is nothing to tell apart. "
        + "Check the column and the split.";

    public static string ManyClasses(string column, IReadOnlyList<string> classes) =>
        $"The target \"{column}\" has {Count(classes.Count)} classes in the train rows ({List(classes)}), but task binary needs "
        + "two. Set task to multiclass.";

    public static string NoPositive(string column, string positive, IReadOnlyList<string> classes) =>
        $"The target \"{column}\" is never \"{positive}\" in the train rows, though positive says so. "
        + $"It is one of: {List(classes)}.";

    public static string NoWeighedClass(string column, string name, IReadOnlyList<string> classes) =>
        $"The target \"{column}\" is never \"{name}\" in the train rows, though loss.class_weights weighs it. It is one of: {List(classes)}.";

    public static string Negative(string column, double value) =>
        $"The target \"{column}\" is {Number(value)} in a row, but loss poisson is one of counts, which are at least 0. "
        + "Choose another loss, or take the row out of the source.";

    public static string Constant(string column, double value) =>
        $"The target \"{column}\" is {Number(value)} in all train rows: there is nothing to learn. "
        + "Check the column and the split.";

    public static string ConstantChannel(SeriesChannel channel) =>
        $"The column \"{channel.Name}\" is {Number(channel.Mean)} in all train steps: there is nothing to forecast. "
        + "Leave it out of data.windows.forecast, or check the split.";

    public static string NotFinite(string column) =>
        $"The target \"{column}\" holds numbers in the train rows that are infinite or too large for a mean and a deviation. "
        + "Take these rows out of the source, or scale the column down.";

    public static string TooLarge(string column, double value) =>
        $"The target \"{column}\" is {Number(value)}, which is infinite or too large for a model of 32-bit numbers. "
        + "Take the row out of the source, or scale the column down.";

    public static string Unknown(string column, string value, IReadOnlyList<string> classes) =>
        $"The target \"{column}\" is \"{value}\", a class that no train row has. The train rows have: {List(classes)}. "
        + "Take the row out of the source, or change the split.";

    public static string MissingWeights(string column, long missingCount, long presentCount) =>
        $"The row weight \"{column}\" is missing in {Count(missingCount)} of {Count(missingCount + presentCount)} train rows. "
        + "Every row that is learned from needs its weight: complete them, or leave training.row_weights out.";

    public static string NoWeight(string column, double value) =>
        $"The row weight \"{column}\" is {Number(value)} in a train row. Allowed: at least 0 and finite.";

    public static string NoWeights(string column) => $"The row weight \"{column}\" is 0 in all train rows: no row counts.";

    private static string Missing(string column, long missingCount, long rowCount, string rows) =>
        $"The target \"{column}\" is missing in {Count(missingCount)} of {Count(rowCount)} {rows}. "
        + "Every row that is learned from or measured on needs its target: take these rows out of the source, or complete them.";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> classes)
    {
        const int longest = 10;
        var shown = string.Join(", ", classes.Take(longest).Select(value => $"\"{value}\""));
        return classes.Count <= longest ? shown : $"{shown} and {Count(classes.Count - longest)} more";
    }
}

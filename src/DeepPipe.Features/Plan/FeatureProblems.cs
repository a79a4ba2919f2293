using System.Reflection;
using System.Text.Json;
using DeepPipe.Configuration;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>What only shows when the section <c>features</c> meets the table's columns.</summary>
public static class FeatureProblems
{
    /// <summary>Every column name that the table lacks, and every option that the column's type has not.</summary>
    /// <param name="config">The section <c>features</c>.</param>
    /// <param name="columns">The columns that may be features.</param>
    /// <returns>Problems with keys from the root of the config.</returns>
    public static IEnumerable<Problem> Of(FeaturesConfig config, IReadOnlyList<InputColumn> columns)
    {
        var types = columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);

        for (var index = 0; index < config.Drop.Count; index++)
        {
            if (!types.ContainsKey(config.Drop[index]))
                yield return Unknown(KeyPath.Join("features", "drop") + $".{index}", config.Drop[index], types.Keys);
        }

        foreach (var (name, options) in config.Columns)
        {
            var key = KeyPath.Join("features", "columns", name);
            var problems = types.TryGetValue(name, out var type)
                ? OfColumn(key, type, options)
                : [Unknown(key, name, types.Keys)];
            foreach (var problem in problems)
                yield return problem;
        }
    }

    private static Problem Unknown(string key, string name, IReadOnlyCollection<string> names) =>
        new(key, name, $"the columns that may be features: {string.Join(", ", names)}") { Hint = Nearest.Hint(name, names) };

    private static IEnumerable<Problem> OfColumn(string key, ColumnType type, ColumnFeatureConfig options)
    {
        var isNumber = type is ColumnType.Number or ColumnType.Integer;
        var isCategory = type == ColumnType.Category;
        if (!isNumber && options.Clip is { } clip)
            yield return new($"{key}.clip", Choice(clip), $"only for numbers; this column is {A(type)}");
        if (!isNumber && options.Scale is { } scale)
            yield return new($"{key}.scale", Word(scale), $"only for numbers; this column is {A(type)}");
        if (!isNumber && options.Missing is { } missing)
            yield return new($"{key}.missing", Choice(missing), isCategory
                ? "only for numbers; a missing category has a code of its own"
                : $"only for numbers; this column is {A(type)}");
        if (!isNumber && options.Bins is { } bins)
            yield return new($"{key}.bins", Choice(bins), $"only for numbers; this column is {A(type)}");
        if (!isCategory && options.RareBelow is { } rareBelow)
            yield return new($"{key}.rare_below", rareBelow, $"only for categories; this column is {A(type)}");
        if (!isCategory && options.Encodings is not null)
            yield return new($"{key}.encodings", new Phrase("a list"), $"only for categories; this column is {A(type)}");
        if (type != ColumnType.DateTime && options.Datetime is not null)
            yield return new($"{key}.datetime", new Phrase("datetime"), $"only for datetimes; this column is {A(type)}");
        if (type != ColumnType.Set && options.Set is not null)
            yield return new($"{key}.set", new Phrase("set"), $"only for sets; this column is {A(type)}");
        if (type != ColumnType.Text && options.Text is not null)
            yield return new($"{key}.text", new Phrase("text"), $"only for texts; this column is {A(type)}");
        if (type != ColumnType.Image && options.Image is not null)
            yield return new($"{key}.image", new Phrase("image"), $"only for images; this column is {A(type)}");
    }

    private static string A(ColumnType type) => type switch
    {
        ColumnType.Number or ColumnType.Integer => "a number",
        ColumnType.DateTime => "a datetime",
        ColumnType.Image => "an image",
        _ => $"a {Word(type)}",
    };

    private static string Choice<T>(T value) where T : class =>
        typeof(T).GetCustomAttributes<VariantAttribute>(inherit: false).Single(variant => variant.Type == value.GetType()).Name;

    private static string Word<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

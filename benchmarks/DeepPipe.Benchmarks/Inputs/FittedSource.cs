using Apache.Arrow;
using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Statistics;

namespace DeepPipe.Benchmarks;

/// <summary>A Parquet source with its features and its target fitted.</summary>
/// <param name="Dataset">The rows.</param>
/// <param name="Features">Fitted on all rows.</param>
/// <param name="Target">Fitted on all rows.</param>
internal sealed record FittedSource(Dataset Dataset, FeaturePlan Features, TargetPlan Target)
{
    /// <summary>The columns that are read: the features' and the target.</summary>
    public IReadOnlyList<string> Columns => [.. Features.Inputs.Select(input => input.Name), Target.Column];

    /// <summary>How many rows there are.</summary>
    public long RowCount => Enum.GetValues<Part>().Sum(Dataset.RowCount);

    public static FittedSource Open(Dataset dataset, IReadOnlyList<string> columns, string target, NumberScale scale)
    {
        var chosen = dataset.Columns.Where(column => columns.Contains(column.Name) || column.Name == target).ToList();
        var profile = new TableProfile(chosen.Select(column => (column.Name, column.Type)));
        foreach (var batch in dataset.Read([.. chosen.Select(column => column.Name)], CancellationToken.None))
        {
            using (batch.Rows)
                Observe(profile, batch.Rows);
        }
        var config = new FeaturesConfig { Defaults = new() { Number = new() { Scale = scale } } };
        var inputs = chosen.Where(column => column.Name != target).Select(column => new InputColumn(column.Name, column.Type)).ToList();
        var task = new TargetConfig { Column = target, Task = TaskKind.Regression };
        return new(dataset, FeaturePlan.Fit(config, inputs, profile), TargetPlan.Fit(task, new(target, ColumnType.Number), profile));
    }

    private static void Observe(TableProfile profile, RecordBatch rows)
    {
        foreach (var (name, numbers) in profile.Numbers)
            numbers.Observe(((DoubleArray)rows.Column(name)).Values);
        foreach (var (name, categories) in profile.Categories)
        {
            var texts = (StringArray)rows.Column(name);
            for (var row = 0; row < texts.Length; row++)
                categories.Observe(texts.GetString(row));
        }
    }
}

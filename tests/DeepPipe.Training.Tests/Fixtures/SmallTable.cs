using System.Globalization;
using Apache.Arrow;
using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Statistics;

namespace DeepPipe.Training.Tests.Fixtures;

/// <summary>A CSV table of 600 rows with gaps: a target of classes that age and city explain, and one of numbers.</summary>
internal sealed class SmallTable
{
    private static readonly string[] Cities = ["Ulm", "İzmir", ""];

    public SmallTable(RunFolder folder)
    {
        var path = Path.Combine(folder.Path, "small table.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 600).Select(Line).Prepend("age,city,old,income,part"));
        Dataset = Dataset.Open(
            new DataConfig
            {
                Source = new CsvSourceConfig { Path = path },
                Columns = new Dictionary<string, ColumnConfig> { ["old"] = new CategoryColumnConfig() },
                Split = new ColumnSplitConfig { Column = "part" },
            },
            seed: 7);
        Profile = new TableProfile(Dataset.Columns.Select(column => (column.Name, column.Type)));
        foreach (var batch in Dataset.Read([.. Dataset.Columns.Select(column => column.Name)], default))
            Observe(batch);
        Features = FeaturePlan.Fit(
            new FeaturesConfig(), [new("age", ColumnType.Number), new("city", ColumnType.Category)], Profile);
    }

    public Dataset Dataset { get; }

    public TableProfile Profile { get; }

    public FeaturePlan Features { get; }

    public TargetPlan Target(string column, TaskKind task) =>
        TargetPlan.Fit(
            new TargetConfig { Column = column, Task = task },
            new(column, Dataset.Columns.Single(candidate => candidate.Name == column).Type),
            Profile);

    // Every tenth row has no age, every third no city; every fifth validates, and every row after one of these tests.
    private static string Line(int row)
    {
        var age = row * 37 % 100;
        var part = (row % 5) switch { 0 => "validation", 1 => "test", _ => "train" };
        var old = age + (row % 3 == 0 ? 20 : 0) > 50;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(row % 10 == 9 ? "" : age)},{Cities[row % 3]},{(old ? "yes" : "no")},{age * 1000 + 0.5},{part}");
    }

    private void Observe(PartBatch batch)
    {
        using var rows = batch.Rows;
        for (var row = 0; row < rows.Length; row++)
        {
            if (batch.Parts.Span[row] != Part.Train)
                continue;
            foreach (var (name, profile) in Profile.Numbers)
                profile.Observe([((DoubleArray)rows.Column(name)).GetValue(row) ?? double.NaN]);
            foreach (var (name, profile) in Profile.Categories)
                profile.Observe(((StringArray)rows.Column(name)).GetString(row));
        }
    }
}

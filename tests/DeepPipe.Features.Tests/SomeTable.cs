using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;
using Array = System.Array;

namespace DeepPipe.Features.Tests;

/// <summary>A small table, column by column, in the forms that features are made of.</summary>
internal sealed class SomeTable
{
    private readonly List<(InputColumn Column, Array Values)> columns = [];

    public IReadOnlyList<InputColumn> Columns => [.. columns.Select(column => column.Column)];

    public SomeTable Number(string name, params double[] values) => Add(name, ColumnType.Number, values);

    public SomeTable Integer(string name, params double[] values) => Add(name, ColumnType.Integer, values);

    public SomeTable Category(string name, params string?[] values) => Add(name, ColumnType.Category, values);

    public FeaturePlan Fit(FeaturesConfig? config = null) => FeaturePlan.Fit(config ?? new(), Columns, Profile());

    public TableProfile Profile()
    {
        var profile = new TableProfile(columns.Select(column => (column.Column.Name, column.Column.Type)));
        foreach (var (column, values) in columns)
        {
            if (values is double[] numbers)
                profile.Numbers[column.Name].Observe(numbers);
            else
            {
                foreach (string? value in values)
                    profile.Categories[column.Name].Observe(value);
            }
        }
        return profile;
    }

    public RecordBatch Rows()
    {
        var fields = columns.Select(column => new Field(
            column.Column.Name, column.Values is double[]? DoubleType.Default : StringType.Default, nullable: true));
        return new(new Schema(fields, null), columns.Select(column => Arrow(column.Values)), columns[0].Values.Length);
    }

    private SomeTable Add(string name, ColumnType type, Array values)
    {
        columns.Add((new(name, type), values));
        return this;
    }

    private static IArrowArray Arrow(Array values)
    {
        if (values is double[] numbers)
            return new DoubleArray.Builder().AppendRange(numbers).Build();
        var texts = new StringArray.Builder();
        foreach (string? value in values)
            _ = value is null ? texts.AppendNull() : texts.Append(value);
        return texts.Build();
    }
}

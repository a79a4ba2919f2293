using Apache.Arrow;
using CsCheck;

namespace DeepPipe.Inference.Tests.Models;

/// <summary>Rows for the income model, as batches and at random.</summary>
public static class IncomeRows
{
    public static readonly IReadOnlyList<IncomeRow> Some =
    [
        new(39, 40, "Private"),
        new(double.NaN, 13, "Local-gov"),
        new(17.25, double.NaN, null),
        new(90, 99, "never seen"),
        new(52, 45, ""),
        new(31, 50, "IĞDIR ıi"),
        new(49, 16, "a kind of work whose name is longer than fifteen bytes"),
    ];

    public static readonly Gen<IncomeRow> Any = Gen.Select(
        Gen.Frequency((9, Gen.Double[0, 100]), (1, Gen.Const(double.NaN))),
        Gen.Frequency((9, Gen.Int[0, 99].Select(hours => (double)hours)), (1, Gen.Const(double.NaN))),
        Gen.OneOf(Gen.Int[0, 6].Select(row => Some[row].Work), Gen.String.Select(text => (string?)text)),
        (age, hours, work) => new IncomeRow(age, hours, work));

    public static RecordBatch Batch(IReadOnlyList<IncomeRow> rows) => new RecordBatch.Builder()
        .Append("age", true, Numbers(rows.Select(row => row.Age)))
        .Append("hours", true, Numbers(rows.Select(row => row.Hours)))
        .Append("work", true, Texts(rows.Select(row => row.Work)))
        .Build();

    public static DoubleArray Numbers(IEnumerable<double> numbers)
    {
        var values = numbers.ToArray();
        return new(
            new ArrowBuffer.Builder<double>().Append(values.AsSpan()).Build(),
            new ArrowBuffer.BitmapBuilder().AppendRange(values.Select(value => !double.IsNaN(value))).Build(),
            values.Length, values.Count(double.IsNaN), 0);
    }

    public static StringArray Texts(IEnumerable<string?> texts)
    {
        var builder = new StringArray.Builder();
        foreach (var text in texts)
        {
            if (text is null)
                builder.AppendNull();
            else
                builder.Append(text);
        }
        return builder.Build();
    }
}

using Apache.Arrow;
using Apache.Arrow.Types;
using ParquetSharp.Arrow;

namespace DeepPipe.Benchmarks;

/// <summary>
/// A table as business data lies in Parquet: rounded and unrounded doubles, one with gaps, integers of both widths, two columns of
/// text, and a target. The same rows each time.
/// </summary>
internal static class GeneratedTable
{
    public const string Target = "target";

    public static readonly IReadOnlyList<string> Numbers = ["price", "distance", "signal", "latitude", "age", "visits"];

    public static readonly IReadOnlyList<string> Categories = ["carrier", "city"];

    private const int ChunkRows = 65_536;

    private static readonly Schema Schema = new(
        [
            .. Numbers.Take(4).Append(Target).Select(name => new Field(name, DoubleType.Default, nullable: true)),
            new("age", Int32Type.Default, nullable: true),
            new("visits", Int64Type.Default, nullable: true),
            .. Categories.Select(name => new Field(name, StringType.Default, nullable: true)),
        ],
        null);

    /// <summary>Writes the table by ParquetSharp's defaults.</summary>
    public static void Write(string path, int rowCount)
    {
        var random = new Random(7);
        using var writer = new FileWriter(path, Schema);
        for (var row = 0; row < rowCount; row += ChunkRows)
        {
            using var chunk = Rows(random, Math.Min(ChunkRows, rowCount - row));
            writer.WriteBufferedRecordBatch(chunk);
        }
        writer.Close();
    }

    private static RecordBatch Rows(Random random, int count)
    {
        var signal = new DoubleArray.Builder();
        var (age, visits) = (new Int32Array.Builder(), new Int64Array.Builder());
        for (var row = 0; row < count; row++)
        {
            if (random.NextDouble() < 0.02)
                signal.AppendNull();
            else
                signal.Append(Normal(random));
            age.Append(random.Next(0, 100));
            visits.Append((long)(1 / (1 - random.NextDouble())));
        }
        IArrowArray[] columns =
        [
            Doubles(count, () => Math.Round(Math.Exp(3 + Normal(random)), 2)),
            Doubles(count, () => Math.Round(random.NextDouble() * 3000, 1)),
            signal.Build(),
            Doubles(count, () => Math.Round(24 + (25 * random.NextDouble()), 4)),
            Doubles(count, () => Normal(random)),
            age.Build(),
            visits.Build(),
            Texts(count, () => $"{(char)('A' + random.Next(0, 12))}X"),
            Texts(count, () => $"city {(int)(200 * Math.Pow(random.NextDouble(), 3))}"),
        ];
        return new RecordBatch(Schema, columns, count);
    }

    private static DoubleArray Doubles(int count, Func<double> next)
    {
        var column = new DoubleArray.Builder();
        for (var row = 0; row < count; row++)
            column.Append(next());
        return column.Build();
    }

    private static StringArray Texts(int count, Func<string> next)
    {
        var column = new StringArray.Builder();
        for (var row = 0; row < count; row++)
            column.Append(next());
        return column.Build();
    }

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

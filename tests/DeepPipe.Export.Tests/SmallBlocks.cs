using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Export.Tests;

/// <summary>Random columns of sets, vectors and so on, by turns.</summary>
internal static class SmallBlocks
{
    private static readonly string[] Colours = ["red", "green", "blue", "ä", "ß"];

    internal static RecordBatch With(RecordBatch rows, int blockCount, int rowCount, Random random)
    {
        var arrays = Enumerable.Range(0, blockCount).Select(index => index % 2 == 0 ? Sets(rowCount, random) : Vectors(rowCount, random)).ToList();
        var fields = arrays.Select((array, index) => new Field($"{(index % 2 == 0 ? "set" : "vector")} {index}", array.Data.DataType, true));
        return new RecordBatch(new Schema([.. rows.Schema.FieldsList, .. fields], null), [.. rows.Arrays, .. arrays], rowCount);
    }

    internal static ColumnType TypeOf(Field field) => field.DataType switch
    {
        DoubleType => ColumnType.Number,
        ListType => ColumnType.Vector,
        _ => field.Name.StartsWith("set", StringComparison.Ordinal) ? ColumnType.Set : ColumnType.Category,
    };

    private static IArrowArray Sets(int rowCount, Random random)
    {
        var builder = new StringArray.Builder();
        for (var row = 0; row < rowCount; row++)
            builder.Append(random.Next(9) == 0 ? null : string.Join('|', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Colours[random.Next(Colours.Length)])));
        return builder.Build();
    }

    private static IArrowArray Vectors(int rowCount, Random random)
    {
        var builder = new ListArray.Builder(FloatType.Default);
        for (var row = 0; row < rowCount; row++)
        {
            if (random.Next(9) == 0)
                builder.AppendNull();
            else
                ((FloatArray.Builder)builder.Append().ValueBuilder).Append([(float)random.NextDouble(), 1000 * (float)random.NextDouble(), 7]);
        }
        return builder.Build();
    }
}

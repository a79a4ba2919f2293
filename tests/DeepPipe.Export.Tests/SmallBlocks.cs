using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Statistics;

namespace DeepPipe.Export.Tests;

/// <summary>Random columns of sets, vectors and so on, by turns.</summary>
internal static class SmallBlocks
{
    private static readonly string[] Colours = ["red", "green", "blue", "ä", "ß"];
    private static readonly string[] Kinds = ["set", "vector", "text", "image", "instant"];

    internal static RecordBatch With(RecordBatch rows, int blockCount, int rowCount, Random random, string? only = null)
    {
        var kinds = Enumerable.Range(0, blockCount).Select(index => only ?? Kinds[(index + rowCount + rows.ColumnCount) % Kinds.Length]).ToList();
        var arrays = kinds.ConvertAll(kind => kind switch
        {
            "set" => Texts(rowCount, '|', random),
            "text" => Texts(rowCount, ' ', random),
            "instant" => Instants(rowCount, random),
            "vector" => Vectors(rowCount, random),
            _ => Images(rowCount, random),
        });
        var fields = arrays.Select((array, index) => new Field($"{kinds[index]} {index}", array.Data.DataType, true));
        return new RecordBatch(new Schema([.. rows.Schema.FieldsList, .. fields], null), [.. rows.Arrays, .. arrays], rowCount);
    }

    internal static ColumnType TypeOf(Field field) => field.DataType switch
    {
        DoubleType => field.Name.StartsWith("instant", StringComparison.Ordinal) ? ColumnType.DateTime : ColumnType.Number,
        ListType => ColumnType.Vector,
        BinaryType => ColumnType.Image,
        _ => field.Name.StartsWith("set", StringComparison.Ordinal) ? ColumnType.Set
            : field.Name.StartsWith("text", StringComparison.Ordinal) ? ColumnType.Text
            : ColumnType.Category,
    };

    private static IArrowArray Texts(int rowCount, char separator, Random random)
    {
        var builder = new StringArray.Builder();
        for (var row = 0; row < rowCount; row++)
            builder.Append(random.Next(9) == 0 ? null : string.Join(separator, Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Colours[random.Next(Colours.Length)])));
        return builder.Build();
    }

    private static IArrowArray Instants(int rowCount, Random random)
    {
        var builder = new DoubleArray.Builder();
        for (var row = 0; row < rowCount; row++)
            builder.Append(random.Next(9) == 0 ? double.NaN : random.NextInt64(-1L << 52, 1L << 52));
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

    private static IArrowArray Images(int rowCount, Random random)
    {
        var builder = new BinaryArray.Builder();
        for (var row = 0; row < rowCount; row++)
        {
            var values = new byte[random.Next(3) == 0 ? 12 : 36];        // grey or colour, and the first not always so
            random.NextBytes(values);
            if (random.Next(9) == 0)
                builder.AppendNull();
            else
                builder.Append([.. values.Length == 12 ? "P5 3 4 255\n"u8 : "P6 3 4 255\n"u8, .. values]);
        }
        return builder.Build();
    }
}

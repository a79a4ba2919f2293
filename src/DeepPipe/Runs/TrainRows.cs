using System.Buffers;
using Apache.Arrow;
using DeepPipe.Data;
using DeepPipe.Statistics;

namespace DeepPipe;

/// <summary>Takes the train rows of a batch into a profile; other rows, and columns without a profile, are not looked at.</summary>
internal static class TrainRows
{
    internal static void Observe(TableProfile profile, PartBatch batch)
    {
        var parts = batch.Parts.Span;
        for (var index = 0; index < batch.Rows.ColumnCount; index++)
        {
            var name = batch.Rows.Schema.GetFieldByIndex(index).Name;
            if (profile.Numbers.TryGetValue(name, out var numbers))
                Observe(numbers, ((DoubleArray)batch.Rows.Column(index)).Values, parts);
            else if (profile.Categories.TryGetValue(name, out var category))
                Observe(category, (StringArray)batch.Rows.Column(index), parts);
        }
    }

    private static void Observe(NumberProfile profile, ReadOnlySpan<double> values, ReadOnlySpan<Part> parts)
    {
        if (!parts.ContainsAnyExcept(Part.Train))
        {
            profile.Observe(values);
            return;
        }
        var rented = ArrayPool<double>.Shared.Rent(values.Length);
        var count = 0;
        for (var row = 0; row < values.Length; row++)
            if (parts[row] == Part.Train)
                rented[count++] = values[row];
        profile.Observe(rented.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Observe(CategoryProfile profile, StringArray values, ReadOnlySpan<Part> parts)
    {
        for (var row = 0; row < values.Length; row++)
            if (parts[row] == Part.Train)
                profile.Observe(values.GetString(row));
    }
}

using Apache.Arrow;
using DeepPipe.Features;
using DeepPipe.Models;

namespace DeepPipe.Export.Tests;

public sealed class GoldenRowSamplerTests
{
    [Fact]
    public void The_same_seed_draws_the_same_rows_and_another_seed_others()
    {
        using var small = SmallModel.Of(2, 2, TaskKind.Binary, new LinearConfig());
        Assert.Equal(Text(small, 1), Text(small, 1));
        Assert.NotEqual(Text(small, 1), Text(small, 2));
    }

    [Fact]
    public void The_rows_hold_gaps_values_never_seen_and_extremes()
    {
        using var small = SmallModel.Of(1, 1, TaskKind.Binary, new LinearConfig());
        var rows = GoldenRowSampler.Draw(small.Request.Profile, small.Features, 1);
        var (numbers, texts) = ((DoubleArray)rows.Column(0), (StringArray)rows.Column(1));
        var known = small.Request.Profile.Categories["category 0"].Values.Select(value => value.Value).ToHashSet();
        var highest = small.Request.Profile.Numbers["number 0"].Quantiles[^1];
        Assert.True(numbers.NullCount > 0);
        Assert.True(texts.NullCount > 0);
        Assert.Contains(Enumerable.Range(0, rows.Length), row => texts.GetString(row) is { } text && !known.Contains(text));
        Assert.Contains(numbers.Values.ToArray(), number => number > highest);
    }

    [Fact]
    public void No_row_of_the_data_is_among_them()
    {
        using var small = SmallModel.Of(2, 2, TaskKind.Binary, new LinearConfig());
        var rows = Lines(GoldenRowSampler.Draw(small.Request.Profile, small.Features, 1)).ToHashSet();
        Assert.DoesNotContain(Lines(small.Rows), rows.Contains);
    }

    [Fact]
    public void Every_entry_of_every_vocabulary_is_among_them()
    {
        using var small = SmallModel.Of(1, 3, TaskKind.Binary, new LinearConfig());
        var rows = GoldenRowSampler.Draw(small.Request.Profile, small.Features, 1);
        Assert.All(small.Features.Categories, category =>
        {
            var column = (StringArray)rows.Column(category.Name);
            Assert.Empty(category.Vocabulary.Except(Enumerable.Range(0, column.Length).Select(row => column.GetString(row))!));
        });
    }

    private static string Text(SmallModel small, ulong seed) =>
        string.Join('\n', Lines(GoldenRowSampler.Draw(small.Request.Profile, small.Features, seed)));

    private static IEnumerable<string> Lines(RecordBatch rows) => Enumerable.Range(0, rows.Length).Select(row => string.Join(
        '|', rows.Arrays.Select(column => column is DoubleArray numbers ? $"{numbers.GetValue(row)}" : ((StringArray)column).GetString(row))));
}

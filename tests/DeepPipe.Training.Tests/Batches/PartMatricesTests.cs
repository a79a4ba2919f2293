using CsCheck;
using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Training.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class PartMatricesTests
{
    [Fact]
    public void Pieces_are_dealt_to_their_parts_in_the_order_of_the_rows()
    {
        using var folder = new RunFolder();
        var table = new SmallTable(folder);
        var piece = Gen.OneOf(Gen.Byte[0, 2].Array[1, 60], Gen.Select(Gen.Byte[0, 2], Gen.Int[1, 60], (part, count) => Enumerable.Repeat(part, count).ToArray()));
        piece.Array[1, 5].Sample(pieces =>
        {
            var parts = pieces.SelectMany(rows => rows).Select(part => (Part)part).ToArray();
            foreach (var part in Enum.GetValues<Part>())
            {
                foreach (var task in new[] { TaskKind.Regression, TaskKind.Binary })
                {
                    var expected = Enumerable.Range(0, parts.Length).Where(row => parts[row] == part).Select(row => (float)row);
                    Assert.Equal(expected, Dealt(part, parts, pieces.Select(rows => rows.Length), table, task));
                }
            }
        }, iter: 50);
    }

    [Fact]
    public void A_part_that_lacks_rows_is_refused()
    {
        using var folder = new RunFolder();
        var table = new SmallTable(folder);
        using var matrices = new PartMatrices(Part.Test, 3, table.Features, table.Target("income", TaskKind.Regression), hasWeights: false);
        var error = Assert.Throws<InvalidOperationException>(matrices.Whole);
        Assert.Equal("Part Test has 0 rows, not 3.", error.Message);
    }

    // Row r has r in each of its cells; what comes back is the first column of numbers.
    private static float[] Dealt(Part part, Part[] parts, IEnumerable<int> lengths, SmallTable table, TaskKind task)
    {
        using var scope = NewDisposeScope();
        var target = table.Target(task == TaskKind.Regression ? "income" : "old", task);
        using var matrices = new PartMatrices(part, parts.Count(candidate => candidate == part), table.Features, target, hasWeights: false);
        var start = 0;
        foreach (var length in lengths)
        {
            var rows = arange(start, start + length, ScalarType.Float32);
            var numbers = rows.unsqueeze(1).expand(-1, table.Features.NumberWidth).contiguous();
            var targets = task == TaskKind.Regression ? rows : rows.to(ScalarType.Int64);
            matrices.Take(new PreparedPart(numbers, rows.to(ScalarType.Int64).unsqueeze(1), targets), parts.AsSpan(start, length));
            start += length;
        }
        var whole = matrices.Whole();
        Assert.True(whole.Features.Numbers.eq(whole.Targets.unsqueeze(1)).all().item<bool>());
        Assert.True(whole.Features.Codes.squeeze(1).eq(whole.Targets).all().item<bool>());
        return whole.Features.Numbers.select(1, 0).contiguous().data<float>().ToArray();
    }
}

using CsCheck;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class RowGatherTests
{
    private static readonly Gen<ScalarType> Types = Gen.Int[0, 2].Select(pick => new[] { ScalarType.Float32, ScalarType.Int64, ScalarType.Byte }[pick]);

    [Fact]
    public void Rows_are_those_of_index_select() =>
        Gen.Select(Types, Gen.Int[1, 50], Gen.Int[0, 5], Gen.Int[0, 1_000_000].Array[0, 80]).Sample((type, rowCount, width, picks) =>
        {
            using var scope = NewDisposeScope();
            var matrix = randint(0, 100, [rowCount, width]).to(type);
            var rows = picks.Select(pick => pick % rowCount).ToArray();
            var expected = matrix.index_select(0, tensor(rows, ScalarType.Int32));
            var found = RowGather.Of(matrix, rows);
            Assert.Equal(expected.shape, found.shape);
            Assert.True(found.Equals(expected));
        }, iter: 100, threads: 1);

    [Fact]
    public void Rows_that_overlap_are_gathered_as_from_a_copy() =>
        Gen.Select(Types, Gen.Int[1, 30], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[0, 1_000_000].Array[1, 40]).Sample((type, rowCount, length, step, picks) =>
        {
            using var scope = NewDisposeScope();
            var stream = randint(0, 100, [(rowCount - 1) * step + length]).to(type);
            var windows = stream.unfold(0, length, step);
            var rows = picks.Select(pick => pick % rowCount).ToArray();
            Assert.True(RowGather.Of(windows, rows).Equals(RowGather.Of(windows.contiguous(), rows)));
        }, iter: 100, threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_row_that_is_not_there_is_refused(int width)
    {
        using var scope = NewDisposeScope();
        var matrix = zeros(4, width);
        foreach (var row in new[] { -1, 4 })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => RowGather.Of(matrix, [0, row]));
            Assert.StartsWith("The matrix has 4 rows.", error.Message, StringComparison.Ordinal);
        }
    }
}

using CsCheck;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class LanguageRowsTests
{
    [Fact]
    public void A_row_is_a_window_of_the_stream_and_its_targets_lie_one_token_on() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 40], Gen.Int[1, 6], Gen.Int[1, 7]).Sample(
            (codes, length, stride) =>
            {
                using var part = LanguageRows.Of(codes, length, stride);
                Assert.Equal(LanguageRows.RowCount(codes.Length, length, stride), part.RowCount);
                for (var row = 0; row < part.RowCount; row++)
                {
                    Assert.Equal(Longs(codes, row * stride, length), Values(part.Features.Blocks[0][row]));
                    Assert.Equal(Longs(codes, row * stride + 1, length), Values(part.Targets[row]));
                }
                // One more row would read behind the end.
                Assert.True(part.RowCount * stride + length + 1 > codes.Length);
            },
            threads: 1);

    [Fact]
    public void Rows_share_the_stream_s_memory()
    {
        using var part = LanguageRows.Of(Enumerable.Range(0, 100).ToArray(), 20, 1);
        Assert.Equal([1, 1], part.Features.Blocks[0].stride());
    }

    private static long[] Longs(int[] codes, int start, int length) => [.. codes.Skip(start).Take(length).Select(code => (long)code)];

    private static long[] Values(Tensor row)
    {
        using var contiguous = row.contiguous();
        return contiguous.data<long>().ToArray();
    }
}

using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>
/// A stream of tokens as rows: each is a window of so many tokens, its targets are the same window one token on. Rows share the stream's
/// memory, however much they overlap.
/// </summary>
public static class LanguageRows
{
    /// <param name="codes">The codes of the tokens.</param>
    /// <param name="length">How many tokens a row has. At least 1.</param>
    /// <param name="stride">How many tokens lie between the beginnings of two rows. At least 1.</param>
    /// <returns>As many rows as there are whole ones; none where the stream is too short.</returns>
    public static PreparedPart Of(IReadOnlyList<int> codes, int length, int stride)
    {
        using var scope = NewDisposeScope();
        var rowCount = RowCount(codes.Count, length, stride);
        var stream = tensor(codes.Select(code => (long)code).ToArray(), ScalarType.Int64);
        var (tokens, next) = rowCount == 0
            ? (empty([0, length], ScalarType.Int64), empty([0, length], ScalarType.Int64))
            : (Windows(stream.narrow(0, 0, codes.Count - 1)), Windows(stream.narrow(0, 1, codes.Count - 1)));
        var features = new FeatureTensors(empty([rowCount, 0], ScalarType.Float32), empty([rowCount, 0], ScalarType.Int64), [tokens]).Detached();
        return new PreparedPart(features, next.DetachFromDisposeScope());

        Tensor Windows(Tensor part) => part.unfold(0, length, stride).narrow(0, 0, rowCount);
    }

    /// <summary>How many whole rows a stream has.</summary>
    public static long RowCount(long tokenCount, int length, int stride) => tokenCount <= length ? 0 : (tokenCount - length - 1) / stride + 1;
}

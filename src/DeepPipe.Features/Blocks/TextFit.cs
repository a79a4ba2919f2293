using Apache.Arrow;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>The tokens that are found often enough, and how many a text has at most.</summary>
internal sealed class TextFit(InputColumn column, TextFeatureConfig config) : IBlockFit
{
    private readonly TokenFit tokens = new(config.FitOptions);
    private TokenEncoding? fitted;

    /// <inheritdoc/>
    public void Observe(IArrowArray cells, int index)
    {
        if (((StringArray)cells).GetString(index) is { } text)
            tokens.Observe(text);
    }

    /// <inheritdoc/>
    public string? ReasonToDrop() => tokens.TextCount == 0 ? "it is missing in all train rows"
        : Encoding().Size > Codes.First ? null
        : $"none of its tokens is found {config.RareBelow} times in the train rows (rare_below)";

    /// <inheritdoc/>
    public BlockFeature Feature() => new(column.Name, column.Type, Encoding());

    // Byte pairs take seconds: they are sought once.
    private TokenEncoding Encoding() => fitted ??= tokens.Encoding() with { Length = Math.Clamp(tokens.Longest, 1, config.Length) };
}

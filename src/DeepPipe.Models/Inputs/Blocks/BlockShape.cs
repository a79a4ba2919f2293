using DeepPipe.Encoders;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>What a block encoder is built for: one column of texts, sets, vectors or images.</summary>
public abstract record BlockShape
{
    /// <summary>The shape of one row's block.</summary>
    internal abstract IReadOnlyList<long> Sizes { get; }

    /// <summary>The type of its numbers.</summary>
    internal abstract ScalarType Element { get; }

    /// <summary>The shape of a fitted column.</summary>
    public static BlockShape Of(BlockFeature feature) => feature.Encoding switch
    {
        TokenEncoding tokens => new TextShape(tokens.Length, tokens.Size),
        ImageEncoding image => new ImageShape(image.Height, image.Width, image.Channels) { Mean = feature.Mean, Deviation = feature.Deviation },
        SetEncoding set => new SetShape(set.Length, set.Size),
        VectorEncoding vector => new VectorShape(vector.Width) { Mean = feature.Mean, Deviation = feature.Deviation },
        _ => throw new ArgumentException($"There is no network for a {feature.Encoding.GetType().Name}.", nameof(feature)),
    };
}

/// <summary>Tokens: int64 [rows, Length], 0 where there is none.</summary>
/// <param name="Length">How many tokens a row has room for.</param>
/// <param name="VocabularySize">How many codes there are, that of padding among them.</param>
public sealed record TextShape(int Length, int VocabularySize) : BlockShape
{
    internal override IReadOnlyList<long> Sizes => [Length];

    internal override ScalarType Element => ScalarType.Int64;
}

/// <summary>Members in no order: int64 [rows, Length], 0 where there is none.</summary>
/// <param name="Length">How many members a row has room for.</param>
/// <param name="VocabularySize">How many codes there are, that of padding among them.</param>
public sealed record SetShape(int Length, int VocabularySize) : BlockShape
{
    internal override IReadOnlyList<long> Sizes => [Length];

    internal override ScalarType Element => ScalarType.Int64;
}

/// <summary>Numbers of one kind: float32 [rows, Width]; NaN where one is missing.</summary>
/// <param name="Width">How many numbers.</param>
public sealed record VectorShape(int Width) : BlockShape
{
    /// <summary>The mean of each place, [Width]; of a series one mean of all places, [1].</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>The deviations, as <see cref="Mean"/>.</summary>
    public required IReadOnlyList<double> Deviation { get; init; }

    internal override IReadOnlyList<long> Sizes => [Width];

    internal override ScalarType Element => ScalarType.Float32;
}

/// <summary>Pixels: uint8 [rows, Height, Width, Channels].</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels in one.</param>
/// <param name="Channels">1 of grey images, 3 of colour.</param>
public sealed record ImageShape(int Height, int Width, int Channels) : BlockShape
{
    /// <summary>The mean of each channel, of pixels divided by 255.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>The deviation of each channel.</summary>
    public required IReadOnlyList<double> Deviation { get; init; }

    internal override IReadOnlyList<long> Sizes => [Height, Width, Channels];

    internal override ScalarType Element => ScalarType.Byte;

    /// <exception cref="ArgumentException">An image has less pixels in height or width.</exception>
    internal void RequirePixels(int pixels, string encoder)
    {
        if (Math.Min(Height, Width) < pixels)
            throw new ArgumentException($"{encoder} needs images of at least {pixels} x {pixels} pixels; these have {Height} x {Width}.");
    }
}

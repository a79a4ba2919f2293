using System.Text.Json.Serialization;

namespace DeepPipe.Encoders;

/// <summary>A list of numbers of one width, float32 [<see cref="Width"/>]; NaN where the list, or a number in it, is missing.</summary>
/// <param name="Width">How many numbers each list has. At least 1.</param>
public sealed record VectorEncoding(int Width) : CellEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override BlockElement Element => BlockElement.Float32;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> Shape => [Width];

    /// <inheritdoc/>
    public override string? Problem() => Width < 1 ? $"the width is {Width}" : null;

    private protected override ICellEncoder Build() => new VectorEncoder(Width);
}

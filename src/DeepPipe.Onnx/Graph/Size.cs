using System.Globalization;

namespace DeepPipe.Onnx;

/// <summary>A whole number in a captured graph: fixed, or following a dynamic dimension as factor × size + offset.</summary>
/// <param name="Offset">The fixed part.</param>
/// <param name="Factor">How often the dimension counts; 0 for a fixed number.</param>
internal readonly record struct Size(long Offset, long Factor = 0)
{
    internal bool IsFixed => Factor == 0;

    internal long At(long rows) => Factor * rows + Offset;

    /// <summary>The expression that takes given values at given sizes of the dimension, if there is one.</summary>
    internal static Size? Explain(IReadOnlyList<long> rows, IReadOnlyList<long> values)
    {
        var rise = values[1] - values[0];
        var run = rows[1] - rows[0];
        if (rise % run != 0)
            return null;
        var factor = rise / run;
        var size = new Size(values[0] - factor * rows[0], factor);
        return rows.Zip(values).All(pair => size.At(pair.First) == pair.Second) ? size : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsFixed ? Offset.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Factor}*rows+{Offset}");
}

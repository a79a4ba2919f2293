using System.Globalization;

namespace DeepPipe.Onnx;

/// <summary>A size that is not known before the graph runs.</summary>
internal abstract record Dimension
{
    /// <summary>A dynamic dimension of the inputs.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Index">The first input that has it.</param>
    /// <param name="Axis">Where it stands in that input's shape.</param>
    internal sealed record OfInput(string Name, int Index, int Axis) : Dimension
    {
        public override string ToString() => Name;
    }

    /// <summary>A dimension of a value inside the graph that no formula of the inputs' dimensions explains, such as what a convolution leaves.</summary>
    internal sealed record OfValue(GraphValue Value, int Axis) : Dimension
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value.Name}.shape[{Axis}]");
    }

    /// <summary>A size divided and rounded down.</summary>
    internal sealed record Quotient(Size Dividend, long Divisor) : Dimension
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"floor(({Dividend})/{Divisor})");
    }
}

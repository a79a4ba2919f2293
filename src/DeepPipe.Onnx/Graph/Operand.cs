namespace DeepPipe.Onnx;

/// <summary>What an operation is called with: a tensor, a plain value, or a list of either.</summary>
internal abstract record Operand
{
    internal sealed record Value(GraphValue Source) : Operand
    {
        public override string ToString() => Source.Type?.ToString() ?? "list";
    }

    internal sealed record Int(Size Number) : Operand
    {
        public override string ToString() => $"int {Number}";
    }

    internal sealed record Float(double Number) : Operand
    {
        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"float {Number:R}");
    }

    /// <summary>A floating-point number that follows from a size: its reciprocal, its square root, or the reciprocal of that.</summary>
    internal sealed record Power(Size Base, double Exponent) : Operand
    {
        internal static readonly IReadOnlyList<double> Exponents = [-1, 0.5, -0.5];

        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"float ({Base})^{Exponent}");
    }

    internal sealed record Bool(bool Flag) : Operand
    {
        public override string ToString() => Flag ? "true" : "false";
    }

    internal sealed record Text(string Characters) : Operand
    {
        public override string ToString() => $"\"{Characters}\"";
    }

    internal sealed record List(IReadOnlyList<Operand> Items) : Operand
    {
        public override string ToString() => $"[{string.Join(", ", Items)}]";
    }

    internal sealed record None : Operand
    {
        internal static readonly None Instance = new();

        public override string ToString() => "none";
    }
}

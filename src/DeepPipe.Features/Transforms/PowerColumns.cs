using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// sign(x) · ((1 + |x|)^exponent - 1) / exponent column by column, with an exponent for each side of 0 and the logarithm where it is 0,
/// then centred and scaled. Float64 [rows, columns] in and out, without NaN.
/// </summary>
/// <remarks>With the exponents λ and 2 - λ, scikit-learn's <c>PowerTransformer(method="yeo-johnson")</c>.</remarks>
public sealed class PowerColumns : nn.Module<Tensor, Tensor>
{
    // Scalars are native objects: one made in an expression may be freed by its finalizer while the native call still reads it.
    private static readonly Scalar Zero = 0.0.ToScalar();
    private static readonly Scalar One = 1.0.ToScalar();

    // Buffers, [columns].
    private readonly Tensor positive;
    private readonly Tensor negative;
    private readonly Tensor centre;
    private readonly Tensor scale;

    /// <summary>Two exponents, a centre and a scale for each column.</summary>
    public PowerColumns(IReadOnlyList<PowerScaling> columns) : base(nameof(PowerColumns))
    {
        register_buffer(nameof(positive), positive = Row(columns, column => column.Positive));
        register_buffer(nameof(negative), negative = Row(columns, column => column.Negative));
        register_buffer(nameof(centre), centre = Row(columns, column => column.Centre));
        register_buffer(nameof(scale), scale = Row(columns, column => column.Scale));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var isNegative = input < Zero;
        var exponent = where(isNegative, negative, positive);
        var isLogarithm = exponent == Zero;
        var logarithm = input.abs().log1p();
        var power = (exponent * logarithm).expm1() / exponent.masked_fill(isLogarithm, One);
        var size = where(isLogarithm, logarithm, power);
        return (where(isNegative, size.neg(), size) - centre) / scale;
    }

    /// <summary>The powers of single values, neither centred nor scaled.</summary>
    internal static double[] Of(double[] values, double positive, double negative)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var powers = new PowerColumns([new(positive, negative, Centre: 0, Scale: 1)]);
        return [.. powers.call(tensor(values).unsqueeze(1)).contiguous().data<double>()];
    }

    private static Tensor Row(IReadOnlyList<PowerScaling> columns, Func<PowerScaling, double> cell) =>
        tensor(columns.Select(cell).ToArray(), ScalarType.Float64);
}

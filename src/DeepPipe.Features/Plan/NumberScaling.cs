using System.Text.Json.Serialization;

namespace DeepPipe.Features;

/// <summary>How one column of numbers is scaled, with the fitted values.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AffineScaling), "affine")]
[JsonDerivedType(typeof(QuantileScaling), "quantile")]
[JsonDerivedType(typeof(UniformScaling), "quantile_uniform")]
[JsonDerivedType(typeof(PowerScaling), "power")]
public abstract record NumberScaling;

/// <summary>(x - Centre) / Scale: the scales <c>none</c> (0 and 1), <c>standard</c>, <c>min_max</c> and <c>robust</c>.</summary>
/// <param name="Centre">What is subtracted.</param>
/// <param name="Scale">What divides. Finite, greater than 0.</param>
public sealed record AffineScaling(double Centre, double Scale) : NumberScaling;

/// <summary>The column's empirical distribution, mapped to the standard normal one.</summary>
/// <param name="Quantiles">The quantiles at equal steps from 0 to 1, ascending; equal ones may follow each other.</param>
public sealed record QuantileScaling(IReadOnlyList<double> Quantiles) : NumberScaling;

/// <summary>The column's empirical distribution, mapped to [0, 1].</summary>
/// <param name="Quantiles">As those of <see cref="QuantileScaling"/>.</param>
public sealed record UniformScaling(IReadOnlyList<double> Quantiles) : NumberScaling;

/// <summary>
/// (sign(x) · ((1 + |x|)^exponent - 1) / exponent - Centre) / Scale, the logarithm where the exponent is 0: the scales <c>log</c> (both
/// exponents 0) and <c>power</c> (Yeo and Johnson's λ and 2 - λ).
/// </summary>
/// <param name="Positive">The exponent of numbers from 0 on.</param>
/// <param name="Negative">The exponent of numbers below 0.</param>
/// <param name="Centre">What is subtracted.</param>
/// <param name="Scale">What divides. Finite, greater than 0.</param>
public sealed record PowerScaling(double Positive, double Negative, double Centre, double Scale) : NumberScaling;

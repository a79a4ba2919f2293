using System.Text.Json.Serialization;

namespace DeepPipe.Features;

/// <summary>How one column of numbers is scaled, with the fitted values.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AffineScaling), "affine")]
[JsonDerivedType(typeof(QuantileScaling), "quantile")]
public abstract record NumberScaling;

/// <summary>(x - Centre) / Scale: the scales <c>none</c> (0 and 1), <c>standard</c> and <c>min_max</c>.</summary>
/// <param name="Centre">What is subtracted.</param>
/// <param name="Scale">What divides. Finite, greater than 0.</param>
public sealed record AffineScaling(double Centre, double Scale) : NumberScaling;

/// <summary>The column's empirical distribution, mapped to the standard normal one.</summary>
/// <param name="Quantiles">The quantiles at equal steps from 0 to 1, ascending; equal ones may follow each other.</param>
public sealed record QuantileScaling(IReadOnlyList<double> Quantiles) : NumberScaling;

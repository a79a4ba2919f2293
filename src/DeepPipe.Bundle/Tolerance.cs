namespace DeepPipe.Bundle;

/// <summary>How far an exported answer may lie from the trainer's.</summary>
/// <param name="Absolute">Allowed where the trainer answered <paramref name="Origin"/>, in the unit of the answer. At least 0.</param>
/// <param name="Relative">Allowed besides, as a fraction of the answer's distance from <paramref name="Origin"/>. At least 0.</param>
/// <param name="Origin">
/// Where answers count from: 0 for probabilities; the target's mean in regression, for a year of 2000 ± 10 that is wrong by 0.2 is
/// not right within 1e-4.
/// </param>
public sealed record Tolerance(double Absolute = 1e-5, double Relative = 1e-4, double Origin = 0)
{
    // Two steps of float32, the type of the answers: far from 0 they are what rounding alone can make of equal arithmetic.
    private const double Rounding = 1.0 / (1 << 22);

    /// <summary>The largest difference allowed where the trainer answered <paramref name="trainer"/>.</summary>
    public double Allowed(double trainer) =>
        Absolute + Relative * Math.Abs(trainer - Origin) + (Origin == 0 ? 0 : Rounding * Math.Abs(trainer));

    /// <summary>
    /// Whether |trainer - exported| is at most <see cref="Allowed"/>. NaN agrees with NaN alone, an infinity with itself alone.
    /// </summary>
    public bool Agrees(double trainer, double exported) =>
        trainer.Equals(exported) || (double.IsFinite(trainer) && Math.Abs(trainer - exported) <= Allowed(trainer));
}

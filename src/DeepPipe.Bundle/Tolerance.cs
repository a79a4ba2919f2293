namespace DeepPipe.Bundle;

/// <summary>How far an exported answer may lie from the trainer's.</summary>
/// <param name="Absolute">Allowed where the trainer answered 0, in the unit of the answer. At least 0.</param>
/// <param name="Relative">Allowed besides, as a fraction of the trainer's answer. At least 0.</param>
public sealed record Tolerance(double Absolute = 1e-5, double Relative = 1e-4)
{
    /// <summary>The largest difference allowed where the trainer answered <paramref name="trainer"/>.</summary>
    public double Allowed(double trainer) => Absolute + Relative * Math.Abs(trainer);

    /// <summary>
    /// Whether |trainer - exported| is at most <see cref="Allowed"/>. NaN agrees with NaN alone, an infinity with itself alone.
    /// </summary>
    public bool Agrees(double trainer, double exported) =>
        trainer.Equals(exported) || (double.IsFinite(trainer) && Math.Abs(trainer - exported) <= Allowed(trainer));
}

namespace DeepPipe.Benchmarks;

/// <summary>Something measured, over rounds or over repeated runs.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Its unit; a ratio has none.</param>
/// <param name="Values">How the values lie.</param>
internal sealed record Measurement(string Name, string Unit, Spread Values)
{
    /// <summary>What it should come to; null where it is told for comparison alone.</summary>
    public Goal? Goal { get; init; }

    /// <summary>Whether the goal is met; null without a goal.</summary>
    public bool? IsMet => Goal?.IsMetBy(Values);
}

/// <summary>What a measurement should come to.</summary>
/// <param name="AtLeast">The least value that will do; null for none.</param>
/// <param name="AtMost">The greatest value that will do; null for none.</param>
internal sealed record Goal(double? AtLeast = null, double? AtMost = null)
{
    public bool IsMetBy(Spread values) => !(values.Median < AtLeast) && !(values.Median > AtMost);

    public override string ToString() => AtLeast is { } least ? $"at least {least}" : $"at most {AtMost}";
}

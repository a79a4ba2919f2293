namespace DeepPipe.Evaluation;

/// <summary>Holds a model's scores against what its config asks.</summary>
public static class Gates
{
    /// <summary>Returns if every gate holds. A value that is NaN or was not measured fails its gate.</summary>
    /// <param name="gates">The bounds.</param>
    /// <param name="scores">Values by part and metric: <c>test.accuracy</c>.</param>
    /// <exception cref="GateException">At least one does not hold; the message lists all of these.</exception>
    public static void Check(IReadOnlyList<GateConfig> gates, IReadOnlyDictionary<string, double> scores)
    {
        ArgumentNullException.ThrowIfNull(gates);
        ArgumentNullException.ThrowIfNull(scores);
        FailedGate[] failed =
        [
            .. gates
                .Select(gate => new FailedGate(gate, scores.TryGetValue(gate.Metric, out var value) ? value : null))
                .Where(one => one.Value is not { } value || !one.Gate.Holds(value)),
        ];
        if (failed.Length > 0)
            throw new GateException(gates.Count, failed);
    }
}

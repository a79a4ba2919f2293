using System.Globalization;

namespace DeepPipe.Evaluation;

/// <summary>A gate that does not hold.</summary>
/// <param name="Gate">What was asked.</param>
/// <param name="Value">What came; NaN where the metric is not defined on the rows, null where it was not measured.</param>
public sealed record FailedGate(GateConfig Gate, double? Value)
{
    /// <summary>One line: <c>test.accuracy is 0.8312. Asked: at least 0.84.</c></summary>
    public override string ToString() => $"{Gate.Metric} {Found}. Asked: {Gate.Bounds}.";

    private string Found => Value switch
    {
        null => "was not measured",
        double.NaN => "is undefined on these rows",
        { } value => string.Create(CultureInfo.InvariantCulture, $"is {value}"),
    };
}

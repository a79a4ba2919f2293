namespace DeepPipe.Bundle;

/// <summary>How near an exported model is to its trainer.</summary>
public sealed record ParityRecord
{
    /// <summary>
    /// What was allowed of each of the signature's targets, and is allowed of the golden rows wherever the bundle is opened. In regression
    /// the absolute part is already scaled by the target's deviation; of a forecast it is in each channel's own.
    /// </summary>
    public required IReadOnlyList<Tolerance> Tolerances { get; init; }

    /// <summary>What was seen when the model was exported.</summary>
    public IReadOnlyList<ParityMeasurement> Measured { get; init; } = [];
}

/// <summary>The largest difference that one comparison with the trainer has shown.</summary>
/// <param name="Device">Where the exported model ran: cpu or cuda:N.</param>
/// <param name="Precision">What it computed in, such as float32.</param>
/// <param name="RowCount">How many rows were compared.</param>
/// <param name="LargestDifference">The largest |trainer - exported| of any answer, in the unit of the answers.</param>
public sealed record ParityMeasurement(string Device, string Precision, long RowCount, double LargestDifference);

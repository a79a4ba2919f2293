namespace DeepPipe.Serving;

/// <summary>What came of scoring a file.</summary>
/// <param name="RowCount">How many rows were scored.</param>
/// <param name="RowsPerSecond">How fast, from the first row read to the last one written.</param>
/// <param name="Device">Where the model ran: cpu or cuda:N.</param>
public sealed record BatchResult(long RowCount, double RowsPerSecond, string Device);

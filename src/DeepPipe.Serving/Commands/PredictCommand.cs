using System.Globalization;
using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>The command that scores a file, as deeppipe and deeppipe-host offer it.</summary>
/// <param name="Bundle">The bundle's folder.</param>
/// <param name="Input">The table to score.</param>
/// <param name="Output">The table to write.</param>
public sealed record PredictCommand(string Bundle, string Input, string Output)
{
    /// <summary>Where the model runs, see <see cref="DeviceOption"/>.</summary>
    public string Device { get; init; } = DeviceOption.Default;

    /// <summary>Whether an output that is already there is replaced.</summary>
    public bool Force { get; init; }

    /// <summary>See <see cref="BatchOptions.EveryWindow"/>.</summary>
    public bool EveryWindow { get; init; }

    /// <summary>Whether the result is told as one line of JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Scores the file and tells the result. Throws what <see cref="BatchPrediction.Run"/> throws.</summary>
    public void Run(Terminal terminal, CancellationToken cancel)
    {
        var progress = new RowProgress(terminal);
        BatchResult result;
        try
        {
            var options = new BatchOptions { Device = DeviceChoice.Parse(Device), Force = Force, EveryWindow = EveryWindow, Progress = progress.Show };
            result = BatchPrediction.Run(Bundle, Input, Output, options, terminal.Error.WriteLine, cancel);
        }
        finally
        {
            progress.Clear();
        }
        terminal.Output.WriteLine(Json ? ToJson(result) : Describe(result));
    }

    private string Describe(BatchResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"Scored {result.RowCount:N0} rows on {result.Device}, {result.RowsPerSecond:N0} rows/s: {Output}");

    private string ToJson(BatchResult result) => JsonLine.Of(json =>
    {
        json.WriteNumber("rows", result.RowCount);
        json.WriteNumber("rows_per_second", Math.Round(result.RowsPerSecond, 1));
        json.WriteString("device", result.Device);
        json.WriteString("output", Output);
    });
}

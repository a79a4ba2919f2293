using System.Diagnostics;
using DeepPipe.Bundle;
using DeepPipe.Data;
using DeepPipe.Inference;
using DeepPipe.Statistics;

namespace DeepPipe.Serving;

/// <summary>Forecasts what follows the series of a table, or every window of them, into another table.</summary>
internal static class ForecastPrediction
{
    /// <summary>As <see cref="BatchPrediction.Run"/>; the rows counted are those written, the steps to come.</summary>
    /// <exception cref="DataException">A step is refused, or a series is shorter than what the model reads.</exception>
    public static BatchResult Run(
        BundleFolder bundle, string input, string output, BatchOptions options, Action<string> warn, CancellationToken cancel)
    {
        var signature = bundle.Manifest.Signature;
        using var table = TableFiles.Open(input, Expected(signature), BatchPrediction.Missing(signature), signature.Delimiter?[0]);
        var columns = new ForecastColumns(signature);
        using var sink = TableFiles.Create(output, columns.Schema, options.Force);
        using var predictor = Predictor.Open(bundle, options.Device, options.Threads, warn);
        GoldenCheck.Run(bundle, predictor).ThrowIfFailed();

        var start = Stopwatch.GetTimestamp();
        var rowCount = 0L;
        var series = SeriesTable.Read(table, Reading(input, signature), signature.Windows!.LookBack, cancel);
        foreach (var windows in series.Windows(options.EveryWindow))
        {
            cancel.ThrowIfCancellationRequested();
            using (windows)
            {
                using var steps = columns.Of(windows.Ends, (ForecastAnswers)predictor.Score(windows.Rows).Targets[0]);
                sink.Write(steps);
                rowCount += steps.Length;
            }
            options.Progress?.Invoke(rowCount);
        }
        sink.Complete();
        return new(rowCount, rowCount / Stopwatch.GetElapsedTime(start).TotalSeconds, predictor.Device);
    }

    private static StepReading Reading(string input, Signature signature) => new(input, [.. signature.Inputs.Select(column => column.Name)])
    {
        Time = signature.Windows!.Time is { } time ? Column(time) : null,
        Series = signature.Windows.Series,
        Gaps = signature.Windows.CarriesForward ? StepGaps.ForwardFill : StepGaps.Refuse,
    };

    private static IReadOnlyList<Data.Column> Expected(Signature signature) =>
    [
        .. signature.Inputs.Select(column => new Data.Column(column.Name, ColumnType.Number)),
        .. signature.Windows!.Time is { } time ? [Column(time)] : (Data.Column[])[],
        .. signature.Windows.Series is { } series ? [new Data.Column(series, ColumnType.Category)] : (Data.Column[])[],
    ];

    private static Data.Column Column(SignatureColumn time) => new(time.Name, time.Type) { Format = time.Format, TimeZone = time.TimeZone ?? "UTC" };
}

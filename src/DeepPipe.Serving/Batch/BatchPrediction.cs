using System.Diagnostics;
using System.Globalization;
using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Data;
using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>
/// Scores a file by a bundle into another file, in memory that does not grow with the rows. The output holds the input's
/// columns in their order and the answers behind them (<see cref="AnswerColumns"/>); its rows keep their order. Dates, sets, vectors and
/// images stand there as the input holds them. Of a model of series the input is a table of steps, and the output is
/// <see cref="ForecastColumns"/>.
/// </summary>
public static class BatchPrediction
{
    private const int BatchesAhead = 2;

    /// <summary>Scores <paramref name="input"/> into <paramref name="output"/>, which appears only when it is complete.</summary>
    /// <param name="bundlePath">The bundle's folder. It is verified first, golden rows included.</param>
    /// <param name="input">A table, its format told by the extension; its types are those of the bundle's signature.</param>
    /// <param name="output">A table, its format told by the extension.</param>
    /// <param name="options">Device, threads, and whether the output may be replaced.</param>
    /// <param name="warn">Is told why the model runs on the CPU where auto could not have a CUDA device.</param>
    /// <param name="cancel">Ends the work; no output is left then.</param>
    /// <exception cref="MissingBundleException">There is no bundle.</exception>
    /// <exception cref="IntegrityException">The bundle does not hold.</exception>
    /// <exception cref="DeviceUnavailableException">A CUDA device was asked for by name and cannot be had.</exception>
    /// <exception cref="MissingSourceException">There is no input, the output is already there, or an extension is
    /// unknown.</exception>
    /// <exception cref="DataException">The input lacks a column, or a cell is not of the signature's type.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was asked to end the work.</exception>
    public static BatchResult Run(
        string bundlePath, string input, string output, BatchOptions options, Action<string> warn, CancellationToken cancel)
    {
        var bundle = BundleFolder.Open(bundlePath);
        var signature = bundle.Manifest.Signature;
        if (signature.Language is not null)
            throw new MissingBundleException(
                $"{bundlePath} is the bundle of a language model, which scores no table. Go on with a text by it: deeppipe generate {bundlePath}");
        if (signature.Windows is not null)
            return ForecastPrediction.Run(bundle, input, output, options, warn, cancel);
        if (options.EveryWindow)
            throw new MissingBundleException($"{bundlePath} is not the bundle of a model of series, so there is no window to forecast from. Leave --every-window out.");
        using var table = TableFiles.Open(input, Expected(signature), Missing(signature), signature.Delimiter?[0]);
        var columns = new AnswerColumns(input, table.Kept, signature);
        using var sink = TableFiles.Create(output, columns.Schema, options.Force);
        using var predictor = Predictor.Open(bundle, options.Device, options.Threads, warn);
        GoldenCheck.Run(bundle, predictor).ThrowIfFailed();

        var start = Stopwatch.GetTimestamp();
        var rowCount = 0L;
        var scored = ReadAhead.Of(stop => Score(input, table, predictor, columns, stop), BatchesAhead, cancel);
        foreach (var batch in scored)
        {
            using (batch)
                sink.Write(batch);
            rowCount += batch.Length;
            options.Progress?.Invoke(rowCount);
        }
        cancel.ThrowIfCancellationRequested();
        sink.Complete();
        return new(rowCount, rowCount / Stopwatch.GetElapsedTime(start).TotalSeconds, predictor.Device);
    }

    private static IEnumerable<RecordBatch> Score(
        string input, ITable table, Predictor predictor, AnswerColumns columns, CancellationToken cancel)
    {
        var first = 1L;
        foreach (var (rows, kept) in ReadAhead.Of(table.ReadKept, BatchesAhead, cancel))
        {
            using (rows)
                yield return columns.Append(kept, Score(input, rows, first, predictor));
            first += rows.Length;
        }
    }

    private static Answers Score(string input, RecordBatch rows, long firstRow, Predictor predictor)
    {
        try
        {
            return predictor.Score(rows);
        }
        catch (CellRefusedException failure)
        {
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture, $"{input}: row {firstRow + failure.Row}: column \"{failure.Column}\" {failure.Problem}."), failure);
        }
    }

    private static IReadOnlyList<Data.Column> Expected(Signature signature) =>
    [
        .. signature.Inputs.Select(column => new Data.Column(column.Name, column.Type)
        {
            Separator = column.Separator,
            Format = column.Format,
            TimeZone = column.TimeZone ?? "UTC",
        }),
    ];

    // A source has one list of words for a gap, which every column of the signature carries.
    internal static IReadOnlyList<string> Missing(Signature signature) =>
        [.. signature.Inputs.SelectMany(column => column.Missing).Distinct(StringComparer.Ordinal)];
}

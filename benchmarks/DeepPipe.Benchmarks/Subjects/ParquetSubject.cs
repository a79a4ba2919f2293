using System.Globalization;
using DeepPipe.Data;
using DeepPipe.Features;
using DeepPipe.Statistics;
using DeepPipe.Training;
using ParquetSharp.Arrow;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Benchmarks;

/// <summary>Rows/s of a Parquet file to training batches, against ParquetSharp's bare Arrow read of the same columns.</summary>
internal static class ParquetSubject
{
    private const int RowCount = 2_000_000;
    private const int BatchRows = 256;
    private const int Rounds = 9;

    private static readonly Goal Half = new(AtLeast: 0.5);

    public static Report Run(BenchmarkOptions options)
    {
        using var folder = new ScratchFolder();
        var path = options.ParquetPath ?? folder.At("rows.parquet");
        if (options.ParquetPath is null)
            GeneratedTable.Write(path, RowCount);

        var split = new RandomSplitConfig { Validation = 0.1, Test = 0.1 };
        var dataset = Dataset.Open(new DataConfig { Source = new ParquetSourceConfig { Path = path }, Split = split }, seed: 1);
        var (numbers, categories, target) = Columns(dataset, options.ParquetPath is null);
        var measurements = new List<Measurement>();
        measurements.AddRange(Compare(path, FittedSource.Open(dataset, numbers, target, NumberScale.Standard), "numbers, standard scale"));
        measurements.AddRange(Compare(path, FittedSource.Open(dataset, numbers, target, NumberScale.Quantile), "numbers, quantile scale"));
        if (categories.Count > 0)
        {
            var source = FittedSource.Open(dataset, [.. numbers, .. categories], target, NumberScale.Standard);
            measurements.AddRange(Compare(path, source, "numbers and categories, standard scale"));
        }
        return Describe(options.ParquetPath, dataset, numbers, categories, measurements);
    }

    private static IEnumerable<Measurement> Compare(string path, FittedSource source, string columns)
    {
        var contest = Contest.Run(
            2,
            Rounds,
            new("to batches", () => ToBatches(source)),
            new("to matrices", () => ToMatrices(source).Dispose()),
            new("bare read", () => BareRead(path, source.Columns, useThreads: false)),
            new("bare read, threads", () => BareRead(path, source.Columns, useThreads: true)),
            new("to canonical rows", () => ToCanonicalRows(source)));
        yield return new($"{columns}: speed of file to batches over bare read", "", contest.SpeedRatio(0, 2)) { Goal = Half };
        yield return new($"{columns}: the same over bare read by threads", "", contest.SpeedRatio(0, 3)) { Goal = Half };
        yield return new($"{columns}: speed of file to matrices over bare read by threads", "", contest.SpeedRatio(1, 3));
        yield return new($"{columns}: speed of file to canonical rows over bare read by threads", "", contest.SpeedRatio(4, 3));
        yield return new($"{columns}: file to batches", "rows/s", contest.Seconds(0).Map(seconds => source.RowCount / seconds));
        yield return new($"{columns}: bare read by threads", "rows/s", contest.Seconds(3).Map(seconds => source.RowCount / seconds));
    }

    private static void ToCanonicalRows(FittedSource source)
    {
        foreach (var batch in source.Dataset.Read(source.Columns, CancellationToken.None))
            batch.Rows.Dispose();
    }

    private static PreparedData ToMatrices(FittedSource source) =>
        PreparedData.From(source.Dataset, source.Features, source.Target, CancellationToken.None);

    private static void ToBatches(FittedSource source)
    {
        using var prepared = ToMatrices(source);
        var plan = new BatchPlan(prepared.Train.RowCount, BatchRows, dropLast: false);
        using var batches = new ShuffledBatches(prepared.Train, plan, seed: 1);
        batches.Shuffle(epoch: 1);
        for (var step = 0; step < plan.StepCount; step++)
        {
            using var scope = NewDisposeScope();
            batches.Take(step);
        }
    }

    private static void BareRead(string path, IReadOnlyList<string> columns, bool useThreads)
    {
        using var properties = ArrowReaderProperties.GetDefault();
        properties.UseThreads = useThreads;
        using var reader = new FileReader(path, arrowProperties: properties);
        var schema = reader.ParquetReader.FileMetaData.Schema;
        var leaves = Enumerable.Range(0, schema.NumColumns).Where(leaf => columns.Contains(schema.ColumnRoot(leaf).Name)).ToArray();
        using var batches = reader.GetRecordBatchReader(columns: leaves);
        while (batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
            batch.Dispose();
    }

    // Of a user's own file: every column of numbers, the last of them for the target, and every column of text.
    private static (IReadOnlyList<string> Numbers, IReadOnlyList<string> Categories, string Target) Columns(Dataset dataset, bool generated)
    {
        if (generated)
            return (GeneratedTable.Numbers, GeneratedTable.Categories, GeneratedTable.Target);
        var readable = dataset.Columns.Where(column => dataset.Resolved.Columns.ContainsKey(column.Name)).ToList();
        var numbers = readable.Where(column => column.Type != ColumnType.Category).Select(column => column.Name).ToList();
        return (numbers[..^1], [.. readable.Select(column => column.Name).Except(numbers)], numbers[^1]);
    }

    private static Report Describe(
        string? ownFile, Dataset dataset, IReadOnlyList<string> numbers, IReadOnlyList<string> categories, IReadOnlyList<Measurement> measurements)
    {
        var rows = Enum.GetValues<Part>().Sum(dataset.RowCount).ToString("N0", CultureInfo.InvariantCulture);
        var file = ownFile is null ? "a generated file (ParquetSharp's defaults, Snappy)" : Path.GetFileName(ownFile);
        return new(
            ownFile is null ? "parquet" : $"parquet-{Path.GetFileNameWithoutExtension(ownFile)}",
            "Rows of a Parquet file to training batches",
            [
                $"{rows} rows of {file}: {numbers.Count} columns of numbers, a target, and {categories.Count} columns of text.",
                "File to batches: PreparedData reads, checks, encodes, transforms and splits all rows into matrices; then an epoch of "
                    + $"shuffled batches of {BatchRows} rows is gathered from the training rows (80 %).",
                "Bare read: ParquetSharp's Arrow FileReader over the same columns of the same file, each batch disposed unseen, on one "
                    + "thread (its default) and by its threads.",
                $"{Rounds} rounds in turns in one process after 2 for warm-up, torch on one thread. A ratio is of one round.",
            ],
            measurements,
            [
                "Canonical rows: Dataset.Read alone, without encoding. To matrices: without gathering batches. So each row of the table "
                    + "above another tells what the steps between them cost.",
                "The table of numbers and categories is the usual one. Its texts lie in the file as dictionaries; DeepPipe reads them as "
                    + "such and looks each entry up once, where the bare read writes every text out.",
                "Of numbers alone the bare read is little more than a copy: it writes each value once. DeepPipe checks, transforms, deals "
                    + "and shuffles each value besides, so that half of the bare speed is not reached there.",
                "The quantile scale is the default of features; its search and its polynomials are arithmetic on every cell, done once "
                    + "a run and not once an epoch.",
            ]);
    }
}

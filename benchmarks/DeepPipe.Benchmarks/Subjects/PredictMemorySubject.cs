using System.Globalization;
using System.IO.Compression;
using Apache.Arrow;
using DeepPipe.Data;
using DeepPipe.Statistics;

namespace DeepPipe.Benchmarks;

/// <summary>The peak memory of deeppipe-host predict with ten times the rows; the rows' count and order are checked.</summary>
internal static class PredictMemorySubject
{
    private const int FewRows = 1_000_000;
    private const int ManyRows = 10_000_000;
    private const string RowColumn = "row";

    public static Report Run()
    {
        using var folder = new ScratchFolder();
        var bundle = TrainedBundle.Train(
            "adult-mlp.yaml", folder.Path, "training.epochs=1", "evaluation.gates=[]", "network.layers=[32]").Path;
        return new(
            "predict-memory",
            "The memory of predict with ten times the rows",
            [
                "`deeppipe-host predict` of 1 and 10 million rows of the Adult sample repeated (6 numbers, 8 texts, and a number that counts "
                    + "the rows) into Parquet, by a bundle of configs/adult-mlp.yaml with one layer of 32.",
                "The peak is the kernel's high-water mark of resident memory (VmHWM). The ratio is of the largest of 2 runs with many rows "
                    + "to the smallest of 2 with few.",
                "Every output is read back: it has as many rows as the input, in the same order.",
            ],
            [.. Compare(bundle, "csv", folder), .. Compare(bundle, "parquet", folder)],
            []);
    }

    private static IEnumerable<Measurement> Compare(string bundle, string format, ScratchFolder folder)
    {
        var few = Peaks(bundle, format, FewRows, folder);
        var many = Peaks(bundle, format, ManyRows, folder);
        yield return new($"{format} to parquet: peak with 10 million rows over 1 million", "", Spread.Of([many.Maximum / few.Minimum]))
        {
            Goal = new(AtMost: 1.1),
        };
        yield return new($"{format} to parquet: peak with 1 million rows", "MiB", few);
        yield return new($"{format} to parquet: peak with 10 million rows", "MiB", many);
    }

    private static Spread Peaks(string bundle, string format, int rowCount, ScratchFolder folder)
    {
        var (input, output) = (folder.At($"in.{format}"), folder.At("out.parquet"));
        WriteRows(input, rowCount, folder);
        var peaks = new List<double>();
        for (var run = 0; run < 2; run++)
        {
            var predict = CommandRun.Of(Repository.DeeppipeHost, ["predict", bundle, input, output, "--force", "--device", "cpu"]);
            peaks.Add(predict.PeakBytes / (double)(1 << 20));
        }
        RequireRows(output, rowCount);
        File.Delete(input);
        File.Delete(output);
        return Spread.Of(peaks);
    }

    private static void WriteRows(string path, int rowCount, ScratchFolder folder)
    {
        var csv = path.EndsWith(".csv", StringComparison.Ordinal) ? path : folder.At("rows.csv");
        WriteCsv(csv, rowCount);
        if (csv == path)
            return;
        using (var table = TableFiles.Open(csv, [new(RowColumn, ColumnType.Integer)], []))
        using (var sink = TableFiles.Create(path, table.Schema, force: true))
        {
            foreach (var batch in table.Read(CancellationToken.None))
            {
                using (batch)
                    sink.Write(batch);
            }
            sink.Complete();
        }
        File.Delete(csv);
    }

    private static void WriteCsv(string path, int rowCount)
    {
        using var sample = new StreamReader(new GZipStream(File.OpenRead(Repository.Sample("adult.csv.gz")), CompressionMode.Decompress));
        var lines = sample.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var writer = new StreamWriter(path);
        writer.Write($"{RowColumn},{lines[0]}\n");
        for (var row = 0; row < rowCount; row++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{row},{lines[1 + (row % (lines.Length - 1))]}\n"));
    }

    private static void RequireRows(string path, int rowCount)
    {
        using var table = TableFiles.Open(path, [new(RowColumn, ColumnType.Integer)], []);
        var next = 0L;
        foreach (var batch in table.Read(CancellationToken.None))
        {
            using (batch)
            {
                foreach (var row in ((DoubleArray)batch.Column(RowColumn)).Values)
                {
                    if (row != next++)
                        throw new InvalidOperationException($"{path}: row {next - 1} is row {row} of the input.");
                }
            }
        }
        if (next != rowCount)
            throw new InvalidOperationException($"{path}: {next} rows came out of {rowCount}.");
    }
}

using System.Globalization;
using DeepPipe.Torch;
using static TorchSharp.torch;

namespace DeepPipe.Benchmarks;

/// <summary>[SUBJECT]... [--results DIR] [--parquet FILE]: runs the subjects named, or all, one after another.</summary>
internal static class BenchmarkCommandLine
{
    private const string Usage = "Usage: [SUBJECT]... [--results DIR] [--parquet FILE]. Subjects: ";

    private static readonly IReadOnlyDictionary<string, Func<BenchmarkOptions, Report>> Subjects =
        new Dictionary<string, Func<BenchmarkOptions, Report>>
        {
            ["parquet"] = ParquetSubject.Run,
            ["step"] = _ => StepSubject.Run(),
            ["export"] = _ => ExportSubject.Run(),
            ["scoring"] = _ => ScoringSubject.Run(),
            ["predict-memory"] = _ => PredictMemorySubject.Run(),
            ["startup"] = _ => StartupSubject.Run(),
            ["quality"] = _ => QualitySubject.Run(),
        };

    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var options = new BenchmarkOptions();
        var names = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            if (Subjects.ContainsKey(args[index]))
                names.Add(args[index]);
            else if (args[index] == "--results" && index + 1 < args.Length)
                options = options with { ResultsFolder = args[++index] };
            else if (args[index] == "--parquet" && index + 1 < args.Length)
                options = options with { ParquetPath = args[++index] };
            else
                return Refuse(args[index]);
        }

        foreach (var name in names.Count > 0 ? names : [.. Subjects.Keys])
            Run(name, options);
        return 0;
    }

    private static void Run(string name, BenchmarkOptions options)
    {
        Console.Error.WriteLine($"{name} ...");
        LibTorch.Load();
        set_num_threads(1);      // a second thread would measure the machine's other work
        var machine = Machine.Now();
        var report = Subjects[name](options);
        report.Write(options.ResultsFolder, machine);
        Console.WriteLine(MarkdownReport.Of(report, machine));
    }

    private static int Refuse(string word)
    {
        Console.Error.WriteLine($"\"{word}\" is no subject and no option. {Usage}{string.Join(", ", Subjects.Keys)}.");
        return 2;
    }
}

/// <summary>What a run is told.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Where the reports are written.</summary>
    public string ResultsFolder { get; init; } = Path.Combine(Repository.Root, "benchmarks", "results");

    /// <summary>A Parquet file of the user's own for the subject parquet; null for a generated one.</summary>
    public string? ParquetPath { get; init; }
}

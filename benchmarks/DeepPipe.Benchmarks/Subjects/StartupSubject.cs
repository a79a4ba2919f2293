namespace DeepPipe.Benchmarks;

/// <summary>How soon the commands answer --help, and that neither --help nor predict loads libtorch.</summary>
internal static class StartupSubject
{
    private const int Runs = 40;
    private static readonly Goal FifthOfASecond = new(AtMost: 0.2);

    public static Report Run()
    {
        var contest = Contest.Run(
            3,
            Runs,
            new("deeppipe", () => CommandRun.Of(Repository.Deeppipe, ["--help"])),
            new("deeppipe-host", () => CommandRun.Of(Repository.DeeppipeHost, ["--help"])));
        return new(
            "startup",
            "The start of the commands",
            [
                $"`deeppipe --help` and `deeppipe-host --help` as processes, {Runs} runs each in turns after 3 for warm-up, from start to end.",
                "The dynamic linker's own log (LD_DEBUG=files) of both `--help`, and of `predict` of the Adult sample by both commands: "
                    + "how many libraries with \"torch\" in their name are loaded.",
            ],
            [
                new("deeppipe --help", "s", contest.Seconds(0)) { Goal = FifthOfASecond },
                new("deeppipe-host --help", "s", contest.Seconds(1)) { Goal = FifthOfASecond },
                .. TorchLibraries(),
            ],
            ["A busy machine makes a start slower; nothing makes it quicker. The fastest run is the nearest to the command's own time."]);
    }

    private static IEnumerable<Measurement> TorchLibraries()
    {
        using var folder = new ScratchFolder();
        var bundle = TrainedBundle.Train("adult-mlp.yaml", folder.Path, "training.epochs=1", "evaluation.gates=[]").Path;
        foreach (var (name, command) in new[] { ("deeppipe", Repository.Deeppipe), ("deeppipe-host", Repository.DeeppipeHost) })
        {
            yield return Count($"{name} --help: torch libraries", LoadedLibraries.Of(command, ["--help"]));
            string[] predict = ["predict", bundle, Repository.Sample("adult.csv.gz"), folder.At($"{name}.parquet")];
            yield return Count($"{name} predict: torch libraries", LoadedLibraries.Of(command, predict));
        }
    }

    private static Measurement Count(string name, IReadOnlySet<string> libraries)
    {
        if (libraries.Count == 0)
            throw new InvalidOperationException("The dynamic linker told of no library at all; LD_DEBUG is glibc's.");
        return new(name, "", Spread.Of([libraries.Count(library => library.Contains("torch", StringComparison.OrdinalIgnoreCase))]))
        {
            Goal = new(AtMost: 0),
        };
    }
}

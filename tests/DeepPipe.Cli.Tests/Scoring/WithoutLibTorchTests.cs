namespace DeepPipe.Cli.Tests.Scoring;

public sealed class WithoutLibTorchTests(TrainedShop trained) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe spared ");

    public static TheoryData<string> Both { get; } = [Programs.DeepPipe, Programs.Host];

    [Theory, MemberData(nameof(Both))]
    public void Predict_and_verify_work_with_every_file_of_libtorch_deleted(string program)
    {
        using var spared = new SparedFolder(program, IsLibTorch);
        var (whole, without) = (At("whole.csv"), At("without.csv"));

        CommandProcess.Run(program, ["predict", trained.Bundle, trained.Table, whole]).Succeeds();
        CommandProcess.Run(spared.Program, ["predict", trained.Bundle, trained.Table, without]).Succeeds();
        CommandProcess.Run(spared.Program, ["verify", trained.Bundle]).Succeeds();
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(without));
    }

    [Fact]
    public void Help_works_with_every_file_of_libtorch_deleted()
    {
        using var spared = new SparedFolder(Programs.DeepPipe, IsLibTorch);

        Assert.Contains("train <CONFIG>", CommandProcess.Run(spared.Program, ["--help"]).Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_names_the_file_of_libtorch_that_is_missing()
    {
        using var spared = new SparedFolder(Programs.DeepPipe, name => name == "libtorch_cpu.so");
        var end = CommandProcess.Run(spared.Program, ["train", trained.Config, "--runs", At("runs")]);
        var missing = Path.Combine(Path.GetDirectoryName(spared.Program)!, "libtorch_cpu.so");

        end.Refuses(
            1,
            $"libtorch is not complete: \"{missing}\" is missing. Reference libtorch-cpu-linux-x64 (or TorchSharp-cuda-linux), "
            + "or let DEEPPIPE_LIBTORCH name a folder with libtorch 2.10.0.");
        Assert.False(Directory.Exists(At("runs")));
    }

    [Fact]
    public void Predict_never_maps_libtorch_into_its_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The map of a process's memory is read from /proc.");
        File.WriteAllText(At("rows.csv"), Shop.Rows(rowCount: 200_000));
        using var predict = CommandProcess.Start(Programs.DeepPipe, ["predict", trained.Bundle, At("rows.csv"), At("scored.csv.gz")]);
        // The output is begun: everything that scoring needs is loaded.
        SpinWait.SpinUntil(() => predict.HasExited || folder.EnumerateFiles(".scored*").Any(file => file.Length > 0));
        var map = File.ReadAllText($"/proc/{predict.Id}/maps");

        predict.End().Succeeds();
        Assert.Contains("libduckdb", map, StringComparison.Ordinal);
        Assert.DoesNotContain("torch", map, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(folder.FullName, name);

    private static bool IsLibTorch(string name) =>
        name.Contains("torch", StringComparison.OrdinalIgnoreCase) || name.StartsWith("libc10", StringComparison.Ordinal)
        || name.StartsWith("libgomp", StringComparison.Ordinal) || name.StartsWith("libshm", StringComparison.Ordinal);
}

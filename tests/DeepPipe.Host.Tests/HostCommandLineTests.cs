using System.Diagnostics;
using System.Globalization;
using DeepPipe.Data;
using DeepPipe.Inference.Tests.Models;

namespace DeepPipe.Host.Tests;

public sealed class HostCommandLineTests : IDisposable
{
    private const string Rows = "age,hours,work\n39,40,Private\n,13,Local-gov\n17.25,,never seen\n";
    private readonly TestBundle bundle = new();

    [Fact]
    public void Help_names_the_command_as_it_is_typed()
    {
        var (code, output, error) = HostProcess.Run("--help");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("deeppipe-host [command] [options]", output, StringComparison.Ordinal);
        Assert.Contains("predict <BUNDLE> <INPUT> <OUTPUT>", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_libtorch_nor_its_wrapper_is_part_of_the_host()
    {
        var parts = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "DeepPipe.Host.deps.json"));

        Assert.DoesNotContain("torch", parts, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Predict_scores_a_file()
    {
        File.WriteAllText(At("rows.csv"), Rows);
        var (code, output, error) = Predict("rows.csv", "scored.csv");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("Scored 3 rows on cpu, ", output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(At("scored.csv"));
        Assert.Equal("age,hours,work,prediction,confidence,probability.<=50K,probability.>50K", lines[0]);
        Assert.StartsWith("39,40,Private,<=50K,0.89", lines[1], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void A_language_with_other_numbers_and_letters_changes_nothing()
    {
        File.WriteAllText(At("rows.csv"), Rows);
        Predict("rows.csv", "scored.csv");
        using var host = HostProcess.Start(
            ["predict", bundle.Path, At("rows.csv"), At("türkçe.csv"), "--device", "cpu"],
            ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"));

        Assert.Equal(0, host.End().Code);
        Assert.Equal(File.ReadAllText(At("scored.csv")), File.ReadAllText(At("türkçe.csv")));
    }

    [Theory]
    [InlineData("Required command was not provided.\nSee deeppipe-host --help.\n")]
    [InlineData("Required argument 'INPUT' missing for command: 'predict'.\nRequired argument 'OUTPUT' missing for command: 'predict'.\n"
        + "See deeppipe-host predict --help.\n", "predict", "bundle")]
    [InlineData("The device is \"gpu\". Allowed: auto, cpu, cuda, cuda:N.\nSee deeppipe-host predict --help.\n",
        "predict", "bundle", "in.csv", "out.csv", "--device", "gpu")]
    public void A_wrong_command_line_is_2(string message, params string[] arguments)
    {
        var (code, output, error) = HostProcess.Run(arguments);

        Assert.Equal((2, "", message), (code, output, error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void A_missing_bundle_is_2() => Refuses(
        2, $"There is no bundle at {At("no")}. Give the folder that holds manifest.json, such as runs/<run>/bundle.",
        HostProcess.Run("predict", At("no"), At("rows.csv"), At("out.csv")));

    [Fact]
    public void A_missing_input_is_2() => Refuses(2, $"{At("rows.csv")}: the file does not exist.", Predict("rows.csv", "out.csv"));

    [Fact]
    public void An_output_that_is_there_is_2_unless_forced()
    {
        File.WriteAllText(At("rows.csv"), Rows);
        File.WriteAllText(At("out.csv"), "precious");

        Refuses(2, $"{At("out.csv")}: exists already. Give another name, or replace it with --force.", Predict("rows.csv", "out.csv"));
        Assert.Equal(0, Predict("rows.csv", "out.csv", "--force").Code);
        Assert.Equal(4, File.ReadAllLines(At("out.csv")).Length);
    }

    [Fact]
    public void Data_that_breaks_the_signature_is_3()
    {
        File.WriteAllText(At("rows.csv"), "age,hours,work\n39,many,Private\n");
        var (code, _, error) = Predict("rows.csv", "out.csv");

        Assert.Equal(3, code);
        Assert.Contains("\"many\"", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(File.Exists(At("out.csv")));
    }

    [Fact]
    public void A_bundle_with_an_altered_byte_is_5()
    {
        File.WriteAllText(At("rows.csv"), Rows);
        File.AppendAllText(bundle.ModelPath, " ");
        var (code, _, error) = Predict("rows.csv", "out.csv");

        Assert.Equal(5, code);
        Assert.StartsWith($"{bundle.ModelPath} was altered after the bundle was written: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_tells_what_holds()
    {
        var (code, output, error) = HostProcess.Run("verify", bundle.Path, "--device", "cpu");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith($"{bundle.Path} holds: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_answers_otherwise_than_in_training_is_5_and_the_cell_is_named()
    {
        using var other = new TestBundle(new() { OtherWork = 1 }, trainer: new());
        var (code, output, error) = HostProcess.Run("verify", other.Path, "--device", "cpu");

        Assert.Equal((5, ""), (code, output));
        Assert.StartsWith($"{other.GoldenPath}: golden row 4: probability.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void SIGTERM_is_130_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        WriteRows(At("rows.arrow"), rowCount: 2_000_000);
        var before = Files();
        using var host = HostProcess.Start(["predict", bundle.Path, At("rows.arrow"), At("out.csv.gz"), "--device", "cpu"]);
        SpinWait.SpinUntil(() => host.HasExited || Files().Length > before.Length);
        using (var kill = Process.Start("kill", ["-TERM", host.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();

        Assert.Equal((130, "", "Cancelled.\n"), host.End());
        Assert.Equal(before, Files());
    }

    public void Dispose() => bundle.Dispose();

    private static void Refuses(int code, string message, (int Code, string Output, string Error) end) =>
        Assert.Equal((code, "", message + Environment.NewLine), end);

    private static void WriteRows(string path, int rowCount)
    {
        var rows = IncomeRows.Batch([.. Enumerable.Range(0, 50_000).Select(row => new IncomeRow(row % 90, row % 50, "Private"))]);
        using var sink = TableFiles.Create(path, rows.Schema, force: false);
        for (var written = 0; written < rowCount; written += rows.Length)
            sink.Write(rows);
        sink.Complete();
    }

    private (int Code, string Output, string Error) Predict(string input, string output, params string[] more) =>
        HostProcess.Run(["predict", bundle.Path, At(input), At(output), "--device", "cpu", .. more]);

    private string[] Files() => [.. Directory.EnumerateFileSystemEntries(bundle.Root).Order(StringComparer.Ordinal)];

    private string At(string name) => Path.Combine(bundle.Root, name);
}

using System.Diagnostics;
using TorchSharp;

namespace DeepPipe.Torch.Tests;

/// <summary>This test program, started again with one thing to do: what must happen in a process that has not loaded libtorch yet.</summary>
internal static class TorchProbe
{
    public const string Load = "load";
    public const string Mend = "mend";
    public const string CacheVariable = "DEEPPIPE_PROBE_CACHE";

    private const string Variable = "DEEPPIPE_PROBE";

    public static bool IsAsked => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>Starts the program; a variable that is null is removed.</summary>
    public static async Task<(int ExitCode, string Output)> Run(string task, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, typeof(TorchProbe).Assembly.GetName().Name!))
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = task;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.TrimEnd('\n'));
    }

    /// <summary>Does what was asked for, and ends the process.</summary>
    public static void Answer()
    {
        try
        {
            Console.WriteLine(Environment.GetEnvironmentVariable(Variable) == Mend ? Mended() : Loaded());
            Environment.Exit(0);
        }
        catch (LibTorchException failure)
        {
            Console.WriteLine(failure.Message);
            Environment.Exit(1);
        }
    }

    private static string Mended() => BridgeLibrary.MendedCopy(
        Path.Combine(AppContext.BaseDirectory, BridgeLibrary.FileName), Environment.GetEnvironmentVariable(CacheVariable)!);

    private static string Loaded()
    {
        var report = LibTorch.Load();
        using var ones = torch.ones(2, 3);
        using var sum = ones.sum();
        return $"{report.Version} from {Path.TrimEndingDirectorySeparator(report.Folder)}, mended: {report.BridgeIsMended}, sum: {sum.item<float>()}";
    }
}

using System.Diagnostics;
using System.Globalization;

namespace DeepPipe.Benchmarks;

/// <summary>A command that was run as a process of its own.</summary>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Duration">From its start to its end.</param>
/// <param name="PeakBytes">The most memory that was resident at once.</param>
internal sealed record CommandRun(string Output, TimeSpan Duration, long PeakBytes)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static CommandRun Of(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;

        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        do
            peak = Math.Max(peak, PeakOf(process.Id));
        while (!process.WaitForExit(Pace));
        var duration = Stopwatch.GetElapsedTime(start);
        return process.ExitCode == 0
            ? new CommandRun(output.Result, duration, peak)
            : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {error.Result}");
    }

    // The kernel keeps the high-water mark, so no peak between two looks is lost.
    private static long PeakOf(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;      // it has just ended
        }
    }
}

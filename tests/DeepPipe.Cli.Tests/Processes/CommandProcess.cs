using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepPipe.Cli.Tests;

/// <summary>A program as a process of its own, watched line by line.</summary>
internal sealed class CommandProcess : IDisposable
{
    private static readonly TimeSpan deadline = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly StringBuilder error = new();

    private CommandProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Starts a program, which hears SIGINT even where the tests run in the background and do not.</summary>
    public static CommandProcess Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Runs deeppipe to its end.</summary>
    public static CommandEnd DeepPipe(params string[] arguments) => Run(Programs.DeepPipe, arguments);

    /// <summary>Runs a program to its end.</summary>
    public static CommandEnd Run(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        using var command = Start(program, arguments, environment);
        return command.End();
    }

    /// <summary>Reads the error stream up to a line that starts so; false where the process ends before.</summary>
    public bool SaysLine(string start)
    {
        while (NextLine() is { } line)
            if (line.StartsWith(start, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Lets the process run on; true where it ends within the time.</summary>
    public bool EndsWithin(TimeSpan time) => process.WaitForExit(time);

    /// <summary>Ends the process as a power cut would: SIGKILL.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks the process to end.</summary>
    public void Signal(PosixSignal signal) =>
        Assert.Equal(0, SendSignal(process.Id, signal == PosixSignal.SIGINT ? 2 : 15));

    /// <summary>Waits for the end.</summary>
    public CommandEnd End()
    {
        while (NextLine() is not null)
        {
        }
        if (!process.WaitForExit(deadline))
            throw new TimeoutException($"The process does not end. It said:\n{error}");
        return new(process.ExitCode, output.Result.ReplaceLineEndings("\n"), error.ToString());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private string? NextLine()
    {
        var line = process.StandardError.ReadLineAsync().WaitAsync(deadline).GetAwaiter().GetResult();
        if (line is not null)
            error.Append(line).Append('\n');
        return line;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}

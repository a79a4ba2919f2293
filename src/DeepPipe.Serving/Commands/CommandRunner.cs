using System.Runtime.InteropServices;

namespace DeepPipe.Serving;

/// <summary>Runs the work of a command, ends it on Ctrl-C and SIGTERM, and turns what it throws into an exit code.</summary>
public static class CommandRunner
{
    /// <summary>Runs <paramref name="work"/>. A second signal ends the process at once.</summary>
    /// <param name="terminal">Where a failure is told.</param>
    /// <param name="work">The work; its token is cancelled on Ctrl-C and SIGTERM.</param>
    /// <param name="others">Words exceptions that <see cref="Failure"/> does not know. Null for none.</param>
    /// <returns>0, or the failure's code.</returns>
    public static int Run(Terminal terminal, Action<CancellationToken> work, Func<Exception, Failure?>? others = null)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            work(stop.Token);
            return ExitCode.Done;
        }
        catch (Exception exception)
        {
            var failure = Failure.Of(exception, others);
            terminal.Error.WriteLine(failure.Message);
            return failure.Code;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}

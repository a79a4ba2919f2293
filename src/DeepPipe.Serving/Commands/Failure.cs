using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Inference;
using DeepPipe.Storage;

namespace DeepPipe.Serving;

/// <summary>Why a command ends without having done its work.</summary>
/// <param name="Code">See <see cref="ExitCode"/>.</param>
/// <param name="Message">What the user is told: whole sentences, no stack trace.</param>
public sealed record Failure(int Code, string Message)
{
    /// <summary>Set this environment variable to 1 to see the stack trace of an unexpected failure.</summary>
    public const string TraceVariable = "DEEPPIPE_TRACE";

    // The system's own numbers, which an IOException carries.
    private const int NoSpace = 28, ReadOnly = 30, LinkLoop = 40, QuotaSpent = 122;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>Words an exception.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="others">Words exceptions of other projects, or answers null; asked first. Null for none.</param>
    public static Failure Of(Exception exception, Func<Exception, Failure?>? others = null) =>
        exception is AggregateException { InnerExceptions: [var single] }
            ? Of(single, others)
            : others?.Invoke(exception) ?? Known(exception) ?? Unexpected(exception);

    private static Failure? Known(Exception exception) => exception switch
    {
        OperationCanceledException => new(ExitCode.Cancelled, "Cancelled."),
        ConfigException or MissingSourceException or MissingBundleException or DeviceUnavailableException =>
            new(ExitCode.Usage, exception.Message),
        DataException or RowsMismatchException => new(ExitCode.Data, exception.Message),
        IntegrityException => new(ExitCode.Integrity, exception.Message),
        UnauthorizedAccessException or IOException { InnerException: UnauthorizedAccessException } =>
            new(ExitCode.Usage, $"{Sentence(exception)} Ask for the permission, or choose another place."),
        FileNotFoundException or DirectoryNotFoundException => new(ExitCode.Usage, $"{Sentence(exception)} Check the path."),
        PathTooLongException => new(ExitCode.Usage, $"{Sentence(exception)} Choose a shorter name."),
        IOException failure => OfDisk(failure),
        _ => null,
    };

    private static Failure OfDisk(IOException failure) => failure.HResult switch
    {
        NoSpace or QuotaSpent or NoSpaceOnWindows =>
            new(ExitCode.Unexpected, $"{Sentence(failure)} Nothing half-written is left. Free some space and run again."),
        LinkLoop => new(ExitCode.Usage, $"{Sentence(failure)} Mend the links, or choose another place."),
        ReadOnly => new(ExitCode.Usage, $"{Sentence(failure)} Choose a folder that can be written."),
        _ => new(ExitCode.Unexpected, Sentence(failure)),
    };

    // A user asked for a file, not for the temporary one that becomes it.
    private static string Sentence(Exception exception)
    {
        var message = TemporaryName.Undone(exception.Message);
        return message.EndsWith('.') ? message : $"{message}.";
    }

    private static Failure Unexpected(Exception exception) => new(
        ExitCode.Unexpected,
        Environment.GetEnvironmentVariable(TraceVariable) == "1"
            ? exception.ToString()
            : $"Unexpected: {exception.GetType().Name}: {exception.Message.Trim().Split('\n')[0].Trim()} "
                + $"Set {TraceVariable}=1 and run again to see where.");
}

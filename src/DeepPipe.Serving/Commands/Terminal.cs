namespace DeepPipe.Serving;

/// <summary>Where a command writes: results to the output, progress and problems beside it.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">Whether a person looks at the error stream, so that lines may be rewritten.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, bool IsInteractive)
{
    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);
}

namespace DeepPipe.Serving;

/// <summary>What a command tells the process that started it.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something that nobody expected, or the machine refused: a full disk.</summary>
    public const int Unexpected = 1;

    /// <summary>The command line, the config or a path is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Data breaks its contract.</summary>
    public const int Data = 3;

    /// <summary>A quality gate failed.</summary>
    public const int Gate = 4;

    /// <summary>Parity or integrity failed.</summary>
    public const int Integrity = 5;

    /// <summary>Cancelled by Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}

namespace DeepPipe.Cli.Tests;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
internal sealed record CommandEnd(int Code, string Output, string Error)
{
    /// <summary>Holds that the command did its work.</summary>
    public CommandEnd Succeeds()
    {
        Assert.True(Code == 0, $"exit code {Code}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>Holds that the command refused with a code, and that the last words on the error stream are the message.</summary>
    public void Refuses(int code, string message)
    {
        Assert.EndsWith(message + "\n", Error, StringComparison.Ordinal);
        Assert.Equal(code, Code);
        Assert.Equal("", Output);
        HasNoTrace();
    }

    /// <summary>Holds that a user sees sentences, no stack trace.</summary>
    public void HasNoTrace()
    {
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected", Error, StringComparison.Ordinal);
    }
}

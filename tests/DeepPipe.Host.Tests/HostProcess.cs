using System.Diagnostics;

namespace DeepPipe.Host.Tests;

/// <summary>deeppipe-host as a process of its own, the way a user starts it.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private HostProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public static HostProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var program = OperatingSystem.IsWindows() ? "DeepPipe.Host.exe" : "DeepPipe.Host";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var host = Start(arguments);
        return host.End();
    }

    public (int Code, string Output, string Error) End()
    {
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}

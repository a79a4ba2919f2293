using System.Diagnostics;
using DeepPipe.Export;
using DeepPipe.Torch;

namespace DeepPipe;

/// <summary>
/// The export of a run's model with untrained weights, before the first step. In a child process, for a forward pass that libtorch
/// answers with the end of the process must not end the run.
/// </summary>
public sealed class Rehearsal : IDisposable
{
    private const int Refused = 5;      // the exit code of a model that cannot be exported, or does not answer alike

    private readonly Process child;
    private readonly Task<string> words;

    private Rehearsal(Process child)
    {
        this.child = child;
        words = child.StandardError.ReadToEndAsync();
    }

    /// <summary>What the child does: exports the run's model as it is before training, and proves it on the golden rows.</summary>
    /// <exception cref="Onnx.OnnxExportException">The model does what ONNX cannot carry.</exception>
    /// <exception cref="ParityException">The exported model does not answer as the trainer does.</exception>
    public static void Run(RunFolder run)
    {
        LibTorch.Load();
        var config = run.ReadConfig();
        var blueprint = Subject.BlueprintOf(config, run);
        var trainee = blueprint.FreshTrainee();
        using var model = trainee.Model;
        blueprint.Rehearse(trainee);
    }

    /// <summary>Starts the child.</summary>
    /// <param name="command">The program and the words before the run's folder.</param>
    /// <param name="run">The run; its config and what was fitted are written.</param>
    internal static Rehearsal Start(IReadOnlyList<string> command, RunFolder run)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true };
        foreach (var word in command.Skip(1).Append(run.Path))
            start.ArgumentList.Add(word);
        return new Rehearsal(Process.Start(start)!);
    }

    /// <summary>Waits for the child.</summary>
    /// <exception cref="RehearsalException">The model cannot be exported; the message is the child's.</exception>
    internal void Finish(CancellationToken cancel)
    {
        child.WaitForExitAsync(cancel).GetAwaiter().GetResult();
        if (child.ExitCode == 0)
            return;
        var said = words.GetAwaiter().GetResult().Trim();
        throw child.ExitCode is > 128 or < 0
            ? new RehearsalException(
                Refused,
                $"The export rehearsal was ended by a signal (exit code {child.ExitCode}): the forward pass does what ends the process, such as "
                + $"a matmul of shapes that do not fit. {said}")
            : new RehearsalException(child.ExitCode, $"The export rehearsal failed, so training is not started. {said}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!child.HasExited)
            child.Kill(entireProcessTree: true);
        child.Dispose();
    }
}

/// <summary>The model cannot be exported, which is known before it is trained.</summary>
/// <param name="exitCode">With what the process that rehearsed ended: 5 for a model that cannot be exported.</param>
/// <param name="message">What stands in the way, where, and what to do.</param>
public sealed class RehearsalException(int exitCode, string message) : Exception(message)
{
    /// <summary>With what the process that rehearsed ended.</summary>
    public int ExitCode { get; } = exitCode;
}

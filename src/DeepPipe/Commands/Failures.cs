using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DeepPipe.Evaluation;
using DeepPipe.Export;
using DeepPipe.Features;
using DeepPipe.Onnx;
using DeepPipe.Serving;
using DeepPipe.Torch;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>Words the exceptions of training; those of serving are worded by <see cref="Failure"/>.</summary>
public static partial class Failures
{
    /// <summary>The failure of an exception, or null where it is not one of training.</summary>
    public static Failure? Of(Exception exception) => exception switch
    {
        RunException or CheckpointException or TorchDeviceException => new(ExitCode.Usage, exception.Message),
        FeatureException or TargetException or TrainingException => new(ExitCode.Data, exception.Message),
        TrainGateException or GateException => new(ExitCode.Gate, exception.Message),
        RehearsalException rehearsal => new(rehearsal.ExitCode, rehearsal.Message),
        ParityException or OnnxExportException => new(ExitCode.Integrity, exception.Message),
        LibTorchException => new(ExitCode.Unexpected, exception.Message),
        ExternalException failure when NoMemory().Match(failure.Message) is { Success: true } asked => new(
            ExitCode.Unexpected,
            $"There is not enough memory: libtorch asked for {asked.Groups[1]}. "
                + "Make network.layers or training.batch_rows smaller, or take a machine with more."),
        _ => null,
    };

    // libtorch has no exception of its own for this: the CPU's allocator says "you tried to allocate N bytes", CUDA's "Tried to allocate N GiB".
    [GeneratedRegex(@"tried to allocate ([\d.]+ \w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoMemory();
}

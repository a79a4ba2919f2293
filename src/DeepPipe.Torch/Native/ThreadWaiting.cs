using System.Runtime.InteropServices;

namespace DeepPipe.Torch;

/// <summary>How libtorch's threads wait for each other: asleep, where OpenMP would have them spin.</summary>
/// <remarks>
/// A thread that spins keeps the one it waits for from running wherever cores are shared with other work: a small network then trains
/// ten times slower than on one thread. OpenMP reads its settings when it is loaded, from the process's own environment, which
/// <see cref="Environment.SetEnvironmentVariable(string, string)"/> does not reach.
/// </remarks>
internal static partial class ThreadWaiting
{
    private const string Variable = "OMP_WAIT_POLICY";

    /// <summary>Lets threads sleep, unless the user says otherwise. Comes before libtorch is loaded.</summary>
    internal static void Sleep() => SetEnvironment(Variable, "PASSIVE", overwrite: 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}

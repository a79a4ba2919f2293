using TorchSharp;

namespace DeepPipe.Tests;

/// <summary>This test program, started again to do what libtorch answers with the end of the process: THSTensor_matmul catches nothing.</summary>
internal static class Misfit
{
    private const string Word = "misfit";

    internal static IReadOnlyList<string> Command => [Path.Combine(AppContext.BaseDirectory, typeof(Misfit).Assembly.GetName().Name!), Word];

    internal static bool IsAsked => Environment.GetCommandLineArgs().ElementAtOrDefault(1) == Word;

    internal static void Multiply()
    {
        using var left = torch.ones(2, 3, 4);
        using var right = torch.ones(2, 3, 4);
        left.matmul(right).Dispose();
        Environment.Exit(0);
    }
}

using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>
/// A TorchScript function over a fixed set of tensors. TorchSharp binds none of torch's fused optimizers; TorchScript calls each.
/// </summary>
/// <remarks>
/// The kernels mutate lists of tensors and return nothing. TorchScript drops such a call as dead code where the list is made inside
/// the function, so every list is an argument: one tensor each, <c>a0</c>, <c>a1</c>, ... The learning rate is <c>lr</c>, a
/// float64 scalar on the CPU.
/// </remarks>
internal sealed class FusedKernel : IDisposable
{
    private readonly double[] learningRate = [0];
    private readonly jit.CompilationUnit unit;
    private readonly IReadOnlyList<Tensor> tensors;
    private readonly object[] arguments;

    /// <param name="calls">Statements over <c>lr</c> and the lists.</param>
    /// <param name="tensors">The tensor of each list; owned by the kernel from here on.</param>
    public FusedKernel(IEnumerable<string> calls, IEnumerable<Tensor> tensors)
    {
        // The tensor shares the array's memory: a new rate is one store, no tensor and no Scalar.
        using var rate = frombuffer(learningRate, ScalarType.Float64);
        this.tensors = [.. tensors.Prepend(rate.view([])).Select(tensor => tensor.DetachFromDisposeScope())];
        arguments = [this.tensors[0], .. this.tensors.Skip(1).Select(tensor => new[] { tensor })];

        var lists = string.Concat(Enumerable.Range(0, this.tensors.Count - 1).Select(index => $", a{index}: List[Tensor]"));
        unit = jit.compile($"def step(lr: Tensor{lists}) -> Tensor:\n{string.Concat(calls.Select(call => $"    {call}\n"))}    return lr\n");
    }

    public void Run(double rate)
    {
        learningRate[0] = rate;
        ((Tensor)unit.invoke("step", arguments)).Dispose();
    }

    /// <summary>The learning rate of a segment, in TorchScript.</summary>
    public static string Rate(FlatSegment segment) =>
        segment.LearningRateFactor == 1 ? "lr" : $"lr * {Literal(segment.LearningRateFactor)}";

    /// <summary>A number as TorchScript writes a float.</summary>
    public static string Literal(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    public void Dispose()
    {
        foreach (var tensor in tensors)
            tensor.Dispose();
        unit.Dispose();
    }
}

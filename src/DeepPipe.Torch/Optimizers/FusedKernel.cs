using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>
/// A TorchScript function <c>step(t: List[Tensor]) -> Tensor</c> over a fixed list of tensors. TorchSharp binds none of torch's
/// fused optimizers; TorchScript calls each of them. Element 0 of the list is the learning rate, a float64 scalar on the CPU.
/// </summary>
internal sealed class FusedKernel : IDisposable
{
    private readonly double[] learningRate = [0];
    private readonly jit.CompilationUnit unit;
    private readonly Tensor[] tensors;
    private readonly object[] arguments;

    /// <param name="body">Indented statements over <c>t</c>, each ending in a line break.</param>
    /// <param name="tensors">What follows the learning rate in <c>t</c>; owned by the kernel from here on.</param>
    public FusedKernel(string body, IEnumerable<Tensor> tensors)
    {
        unit = jit.compile($"def step(t: List[Tensor]) -> Tensor:\n{body}    return t[0]\n");
        // The tensor shares the array's memory: a new rate is one store, no tensor and no Scalar.
        var rate = frombuffer(learningRate, ScalarType.Float64).view([]).DetachFromDisposeScope();
        this.tensors = [rate, .. tensors.Select(tensor => tensor.DetachFromDisposeScope())];
        arguments = [this.tensors];
    }

    public void Run(double rate)
    {
        learningRate[0] = rate;
        ((Tensor)unit.invoke("step", arguments)).Dispose();
    }

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

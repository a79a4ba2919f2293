using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>The trainable parameters of a module as one tensor, and their gradients as another.</summary>
/// <remarks>
/// The module keeps its parameters and their names; they become views of <see cref="Values"/>, and their gradients are preset to
/// views of <see cref="Gradients"/>, so that zeroing, clipping and an optimizer step are one call each, however many parameters
/// there are. Frozen parameters are left out; a tied weight enters once, under its first name. After adoption the module must not
/// be moved or converted, and its gradients must not be set to null: either would part it from the buffer.
/// </remarks>
public sealed class FlatParameters : IDisposable
{
    private FlatParameters(IReadOnlyList<FlatSegment> segments, Tensor values, Tensor gradients)
    {
        Segments = segments;
        Values = values;
        Gradients = gradients;
        ElementCount = values.numel();
    }

    /// <summary>The stretches of equal weight decay and learning rate, in order; together they span the buffer.</summary>
    public IReadOnlyList<FlatSegment> Segments { get; }

    /// <summary>Every trainable parameter; float32, shape [<see cref="ElementCount"/>]. Padding between parameters is 0.</summary>
    public Tensor Values { get; }

    /// <summary>Their gradients, laid out alike.</summary>
    public Tensor Gradients { get; }

    /// <summary>How many elements the buffer has, padding included.</summary>
    public long ElementCount { get; }

    /// <summary>Makes the module's trainable parameters views of one new flat tensor on their device.</summary>
    /// <param name="module">A module whose parameters are float32 and lie on one device.</param>
    /// <param name="weightDecay">The weight decay of a parameter, by its name; equal ones share a segment.</param>
    /// <param name="learningRateFactor">What the learning rate is multiplied by for a parameter, by its name; null for 1 everywhere.</param>
    /// <exception cref="ArgumentException">
    /// The module has no trainable parameter, or one that is empty, not float32, or on another device.
    /// </exception>
    public static FlatParameters Adopt(
        nn.Module module, Func<string, Parameter, double> weightDecay, Func<string, double>? learningRateFactor = null)
    {
        var layout = FlatLayout.Of(module, weightDecay, learningRateFactor);
        var device = layout.Parameters.Values.First().device;
        var values = zeros(layout.ElementCount, ScalarType.Float32, device).DetachFromDisposeScope();
        var gradients = zeros(layout.ElementCount, ScalarType.Float32, device).DetachFromDisposeScope();

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var slice in layout.Segments.SelectMany(segment => segment.Slices))
            MoveInto(layout.Parameters[slice.Name], slice, values, gradients);
        return new FlatParameters(layout.Segments, values, gradients);
    }

    /// <summary>Sets every gradient to 0.</summary>
    public void ZeroGradients() => Gradients.zero_();

    /// <summary>Releases both buffers; the module's parameters keep the storage alive for themselves.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }

    // set_ swaps the storage below the parameter: whoever holds the parameter, a tied twin included, sees the buffer.
    private static void MoveInto(Parameter parameter, FlatSlice slice, Tensor values, Tensor gradients)
    {
        var view = slice.ViewOf(values);
        view.copy_(parameter);
        parameter.set_(view);
        parameter.grad = slice.ViewOf(gradients);
    }
}

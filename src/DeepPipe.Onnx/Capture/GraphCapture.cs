using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx;

/// <summary>What is to be captured: modules, examples of their inputs, and the pass.</summary>
/// <param name="Roots">The modules whose parameters and buffers take part, each with the prefix of its names (empty for a single one).</param>
/// <param name="Examples">One tensor an input.</param>
/// <param name="Dimensions">The dimensions of the inputs that are dynamic.</param>
/// <param name="Forward">The pass over tensors like the examples.</param>
internal sealed record CaptureRequest(
    IReadOnlyList<(string Name, Module Module)> Roots,
    IReadOnlyList<Tensor> Examples,
    IReadOnlyList<DynamicDimension> Dimensions,
    Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Forward);

/// <summary>Captures a pass several times, at different sizes and with different values, and merges what was seen.</summary>
/// <remarks>
/// Other values are the example's last row alone, then its first row alone, and floating-point numbers are scaled and shifted besides,
/// those of the first row to the other sign.
/// What cannot be found: a number read from whole numbers or booleans that is the same in these rows (always so with one row), and a
/// branch on a condition that holds for all of these values alike.
/// </remarks>
internal sealed class GraphCapture : IDisposable
{
    private const double Shift = 0.0613;
    private static readonly long[] Small = [1, 2];

    private readonly CaptureRequest request;
    private readonly RandomState random = new();
    private readonly EvaluationMode mode;
    private readonly WrittenBuffers buffers;
    private readonly ModulePath path;
    private readonly List<IReadOnlyList<long>> assignments = [];
    private readonly List<CapturedGraph> bySize = [];
    private readonly List<CapturedGraph> otherValues = [];
    private IReadOnlyList<DynamicDimension> dimensions;

    private GraphCapture(CaptureRequest request)
    {
        this.request = request;
        dimensions = request.Dimensions;
        mode = new EvaluationMode(request.Roots.Select(root => root.Module));
        buffers = new WrittenBuffers(request.Roots.Select(root => root.Module));
        path = new ModulePath(request.Roots);
    }

    /// <exception cref="OnnxExportException">The pass depends on values, or on sizes in a way that no formula explains.</exception>
    internal static CapturedGraph Run(CaptureRequest request)
    {
        using var capture = new GraphCapture(request);
        return capture.Run();
    }

    // The merged graph takes the first capture's constants over.
    public void Dispose()
    {
        foreach (var graph in bySize.Concat(otherValues))
            graph.Dispose();
        path.Dispose();
        buffers.Dispose();
        mode.Dispose();
        random.Dispose();
    }

    private CapturedGraph Run()
    {
        var (first, chosen) = CaptureAllSizes();
        if (Below(chosen) is { } below)
        {
            dimensions = below;
            Forget(0);
            (first, chosen) = CaptureAllSizes();
        }
        otherValues.Add(Capture(first, input => Alter(input, first, LastRow(request.Examples[input]), scale: 1.2371)));
        otherValues.Add(CaptureFirstRow(first));

        var merged = Merge(out var divided);
        if (divided.Count > 0)
        {
            AddMore(first, chosen, divided);
            merged = Merge(out _);
        }
        var cautions = AtSmallSizes(first, merged).ToList();
        bySize.RemoveAt(0);
        return merged with { Cautions = cautions };
    }

    // A forward may go another way at 1, where dimensions are squeezed, broadcast and asked for, or below a bound. That is told, and not
    // exported: many a difference is harmless, and a forward that does not run there has nothing to differ from.
    private IEnumerable<string> AtSmallSizes(long[] first, CapturedGraph merged)
    {
        for (var dimension = 0; dimension < dimensions.Count; dimension++)
        {
            var captured = assignments.Select(sizes => sizes[dimension]).ToHashSet();
            foreach (var size in Small.Where(size => !captured.Contains(size)))
            {
                long[] sizes = [.. first[..dimension], size, .. first[(dimension + 1)..]];
                using var one = TryCapture(sizes);
                var named = dimensions.Zip(sizes).ToDictionary(pair => pair.First.Name, pair => pair.Second);
                if (one is null || SmallSizes.Difference(merged, one, named) is not { } difference)
                    continue;
                yield return $"With {CaptureSizes.Describe(dimensions, sizes)}, {difference}. The model does there what it does with other "
                    + "sizes: if that is not meant, write the forward so that it does the same at all sizes.";
                break;
            }
        }
    }

    private CapturedGraph? TryCapture(long[] sizes)
    {
        try
        {
            return Capture(sizes, input => Tile(input, sizes));
        }
        catch (OnnxExportException)
        {
            return null;
        }
    }

    private (long[] First, IReadOnlyList<long[]> Chosen) CaptureAllSizes()
    {
        var plan = dimensions.Select(CapturePlan.Of).ToList();
        var first = plan.Select(sizes => sizes[0][0]).ToArray();
        Add(first);
        var chosen = plan.Select((choices, dimension) => AddFirstThatRuns(first, choices, dimension)).ToList();
        if (chosen.Count > 1)
            Add(chosen.Select(sizes => sizes[1]).ToArray());
        return (first, chosen);
    }

    // An example of the largest size that runs is a case of its own: a cut of all there is is no cut.
    private List<DynamicDimension>? Below(IReadOnlyList<long[]> chosen)
    {
        return chosen.Any(IsLargest)
            ? dimensions.Zip(chosen, (dimension, sizes) => IsLargest(sizes) ? dimension with { ExampleSize = sizes[1] } : dimension).ToList()
            : null;

        static bool IsLargest(long[] sizes) => sizes[1] < sizes[0] && sizes[1] >= CapturePlan.SmallestWithSmaller;
    }

    // The other sign takes the other side of many a condition. A forward that refuses it is asked with the same one.
    private CapturedGraph CaptureFirstRow(long[] first)
    {
        try
        {
            return Capture(first, input => Alter(input, first, 0, scale: -0.8117));
        }
        catch (OnnxExportException e) when (e.InnerException is not null)
        {
            return Capture(first, input => Alter(input, first, 0, scale: 0.8117));
        }
    }

    private static long LastRow(Tensor example) => example.dim() == 0 ? 0 : example.shape[0] - 1;

    /// <param name="divided">The dimensions that a formula divides, which more observations might contradict.</param>
    private CapturedGraph Merge(out IReadOnlySet<string> divided) =>
        GraphMerge.Merge(new CaptureSizes(dimensions, assignments), bySize, otherValues, out divided);

    // One dimension moves, the others stay. Not every size suits every network: positions end, and cuts must come out even.
    private long[] AddFirstThatRuns(long[] first, IReadOnlyList<long[]> choices, int dimension)
    {
        OnnxExportException? failure = null;
        foreach (var sizes in choices)
        {
            var count = bySize.Count;
            try
            {
                foreach (var size in sizes.Skip(1))
                    Add([.. first[..dimension], size, .. first[(dimension + 1)..]]);
                return sizes;
            }
            catch (OnnxExportException e) when (e.InnerException is not null)
            {
                failure ??= e;
                Forget(count);
            }
        }
        throw failure!;     // there is at least one choice
    }

    // What looks like a quotient may be a bound, such as Math.Min(time, 6): it does not hold yet beside the smallest size, and holds still
    // where every quotient has grown, and a logarithm stays behind it. A size at which the forward does not run tells nothing.
    private void AddMore(long[] first, IReadOnlyList<long[]> chosen, IReadOnlySet<string> divided)
    {
        for (var dimension = 0; dimension < chosen.Count; dimension++)
        {
            if (!divided.Contains(dimensions[dimension].Name))
                continue;
            var (low, high) = (chosen[dimension].Min(), chosen[dimension].Max());
            long[] sizes =
            [
                low + 1, low + ((high - low) / 2), low + ((high - low) / 3), high - 1,
                high + SizeFormulas.LargestDivisor, high + (4 * SizeFormulas.LargestDivisor),
            ];
            foreach (var size in sizes.Distinct().Except(chosen[dimension]))
                TryAdd([.. first[..dimension], size, .. first[(dimension + 1)..]]);
        }
    }

    private void TryAdd(long[] sizes)
    {
        try
        {
            Add(sizes);
        }
        catch (OnnxExportException e) when (e.InnerException is not null)
        {
        }
    }

    private void Add(long[] sizes)
    {
        bySize.Add(Capture(sizes, input => Tile(input, sizes)));
        assignments.Add(sizes);
    }

    private void Forget(int count)
    {
        for (var index = bySize.Count - 1; index >= count; index--)
        {
            bySize[index].Dispose();
            bySize.RemoveAt(index);
            assignments.RemoveAt(index);
        }
    }

    private CapturedGraph Capture(long[] sizes, Func<int, Tensor> inputOf)
    {
        using var scope = NewDisposeScope();
        path.Reset();
        var inputs = Enumerable.Range(0, request.Examples.Count).Select(inputOf).ToList();
        var (leaves, kinds) = Leaves(request.Roots, inputs);
        try
        {
            var traced = Tracer.Trace(leaves, () => request.Forward(inputs), () => path.Current);
            var graph = InPlaceWrites.MakeFunctional(GraphReader.Read(traced, kinds));
            foreach (var leaf in graph.Leaves)
                (leaf.Leaf as GraphLeaf.Constant)?.Tensor.DetachFromDisposeScope();
            return graph;
        }
        catch (Exception failure) when (failure is not (OnnxExportException or LibTorchException))
        {
            var where = path.Current.Length == 0 ? "" : $" in module \"{path.Current}\"";
            var at = dimensions.Count == 0 ? "" : $" at {CaptureSizes.Describe(dimensions, sizes)}";
            throw new OnnxExportException($"The forward pass failed{at}{where}: {Reason(failure)}", failure);
        }
    }

    // libtorch puts its own stack behind the message; the inner exception keeps it.
    private static string Reason(Exception failure) => failure.Message.Contains("requires grad as a constant", StringComparison.Ordinal)
        ? "it uses a parameter that belongs to none of the given modules. Register it in its module (RegisterComponents), or name the module "
            + "among those that the function closes over."
        : failure.Message.Split("\nException raised from ", 2)[0].TrimEnd();

    // The user's own rows again and again, so that indices and categories stay valid.
    private Tensor Tile(int input, long[] sizes)
    {
        var tiled = request.Examples[input];
        foreach (var (axis, size) in Axes(input, sizes))
            tiled = Tile(tiled, axis, size);
        return ReferenceEquals(tiled, request.Examples[input]) ? tiled.clone() : tiled;     // the forward may write into it
    }

    private static Tensor Tile(Tensor tensor, int axis, long size)
    {
        using var index = arange(size, ScalarType.Int64, tensor.device).remainder_(tensor.shape[axis]);
        return tensor.index_select(axis, index);
    }

    // One row again and again, so that sums and extremes differ. Floating-point numbers differ from row to row besides; NaN stays NaN.
    private Tensor Alter(int input, long[] sizes, long row, double scale)
    {
        using var scope = NewDisposeScope();
        var altered = Tile(input, sizes);
        if (altered.dim() == 0)
            return (altered.is_floating_point() ? Moved(altered, scale, full([], Shift, ScalarType.Float64, altered.device)) : altered)
                .MoveToOuterDisposeScope();
        var rowCount = altered.shape[0];
        var source = request.Examples[input].index_select(0, tensor(new[] { row }, device: altered.device));
        foreach (var (axis, size) in Axes(input, sizes).Where(place => place.Axis > 0))
            source = Tile(source, axis, size);
        var repeated = source.repeat([rowCount, .. Enumerable.Repeat(1L, (int)altered.dim() - 1)]);
        if (!repeated.is_floating_point())
            return repeated.MoveToOuterDisposeScope();
        long[] alongRows = [rowCount, .. Enumerable.Repeat(1L, (int)altered.dim() - 1)];
        var shifts = Enumerable.Range(1, (int)rowCount).Select(place => Shift * place).ToArray();
        return Moved(repeated, scale, tensor(shifts, ScalarType.Float64, altered.device).reshape(alongRows)).MoveToOuterDisposeScope();
    }

    // The scalars are held until the calls are done: another thread's garbage collection frees those that an operator makes.
    private static Tensor Moved(Tensor values, double scale, Tensor shift)
    {
        using var factor = scale.ToScalar();
        using var one = 1.0.ToScalar();
        return values.to(ScalarType.Float64).mul(factor).add(shift, one).to(values.dtype);
    }

    private IEnumerable<(int Axis, long Size)> Axes(int input, long[] sizes) => dimensions.Zip(sizes).SelectMany(
        pair => pair.First.Places.Where(place => place.Input == input).Select(place => (place.Axis, pair.Second)));

    private static (List<Tensor> Leaves, List<GraphLeaf> Kinds) Leaves(
        IReadOnlyList<(string Name, Module Module)> roots, IReadOnlyList<Tensor> inputs)
    {
        var leaves = inputs.ToList();
        var kinds = inputs.Select((_, index) => (GraphLeaf)new GraphLeaf.Input(index)).ToList();
        var seen = new HashSet<nint>(inputs.Select(TensorIdentity.Of));
        foreach (var (prefix, root) in roots)
            foreach (var (name, tensor) in root.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter))
                .Concat(root.named_buffers().Select(pair => (pair.name, pair.buffer))))
            {
                if (tensor is null || !seen.Add(TensorIdentity.Of(tensor)))
                    continue;   // a tied weight is one tensor with two names; the first stands
                leaves.Add(tensor);
                kinds.Add(new GraphLeaf.State(prefix.Length == 0 ? name : $"{prefix}.{name}", tensor));
            }
        return (leaves, kinds);
    }
}

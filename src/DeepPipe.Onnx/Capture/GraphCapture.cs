using DeepPipe.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx;

/// <summary>What is to be captured: modules, examples of their inputs, and the pass.</summary>
/// <param name="Roots">The modules whose parameters and buffers take part, each with the prefix of its names (empty for a single one).</param>
/// <param name="Examples">One tensor an input, of one or more rows; dimension 0 is the dynamic one.</param>
/// <param name="Forward">The pass over tensors like the examples.</param>
internal sealed record CaptureRequest(
    IReadOnlyList<(string Name, Module Module)> Roots,
    IReadOnlyList<Tensor> Examples,
    Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Forward);

/// <summary>Captures a pass several times, at different sizes and with different values, and merges what was seen.</summary>
/// <remarks>
/// Other values are the example's last row alone, then its first row alone, and floating-point numbers are scaled and shifted besides.
/// What cannot be found: a number read from whole numbers or booleans that is the same in these rows (always so with one row), and a
/// branch on a condition that holds for all of these values alike.
/// </remarks>
internal static class GraphCapture
{
    private static readonly long[] RowCounts = [5, 11, 17];

    /// <exception cref="OnnxExportException">The pass depends on values, or on sizes in a way that no formula explains.</exception>
    internal static CapturedGraph Run(CaptureRequest request)
    {
        foreach (var example in request.Examples)
            if (example.dim() == 0 || example.shape[0] == 0)
                throw new OnnxExportException("Each example input needs a dimension 0 (the rows) of at least 1.");

        using var mode = new EvaluationMode(request.Roots.Select(root => root.Module));
        using var path = new ModulePath(request.Roots);
        var captures = new List<CapturedGraph>();
        try
        {
            foreach (var rows in RowCounts)
                captures.Add(Capture(request, path, rows, example => Repeat(example, rows)));
            captures.Add(Capture(request, path, RowCounts[0], example => Alter(example, example.shape[0] - 1, scale: 1.2371)));
            captures.Add(Capture(request, path, RowCounts[0], example => Alter(example, 0, scale: 0.8117)));
            var merged = GraphMerge.Merge(RowCounts, captures[..RowCounts.Length], captures[RowCounts.Length..]);
            captures.RemoveAt(0);   // its constants are those of the merged graph
            return merged;
        }
        finally
        {
            captures.ForEach(capture => capture.Dispose());
        }
    }

    private static CapturedGraph Capture(CaptureRequest request, ModulePath path, long rows, Func<Tensor, Tensor> inputOf)
    {
        using var scope = NewDisposeScope();
        path.Reset();
        var inputs = request.Examples.Select(inputOf).ToList();
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
            throw new OnnxExportException($"The forward pass failed at {rows} rows{where}: {failure.Message}", failure);
        }
    }

    // The user's own rows again and again, so that indices and categories stay valid.
    private static Tensor Repeat(Tensor example, long rows)
    {
        using var index = arange(rows, ScalarType.Int64, example.device).remainder_(example.shape[0]);
        return example.index_select(0, index);
    }

    // One row again and again, so that sums and extremes differ. Floating-point numbers differ from row to row besides; NaN stays NaN.
    private static Tensor Alter(Tensor example, long row, double scale)
    {
        using var scope = NewDisposeScope();
        var repeated = example.index_select(0, full([RowCounts[0]], row, ScalarType.Int64, example.device));
        if (!repeated.is_floating_point())
            return repeated.MoveToOuterDisposeScope();
        long[] alongRows = [RowCounts[0], .. Enumerable.Repeat(1L, (int)example.dim() - 1)];
        var shift = (arange(RowCounts[0], ScalarType.Float64, example.device) + 1).mul(0.0613).reshape(alongRows);
        return (repeated * scale + shift).to(example.dtype).MoveToOuterDisposeScope();
    }

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

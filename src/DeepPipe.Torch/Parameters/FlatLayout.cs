using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>Which parameters enter the flat buffer, and where each of them lies.</summary>
internal sealed class FlatLayout
{
    // 256 bytes of float32: vector loads and the kernels of every device like their operands so aligned.
    private const long AlignmentElements = 64;

    private FlatLayout(IReadOnlyList<FlatSegment> segments, IReadOnlyDictionary<string, Parameter> parameters)
    {
        Segments = segments;
        Parameters = parameters;
        ElementCount = segments[^1].Offset + segments[^1].ElementCount;
    }

    public IReadOnlyList<FlatSegment> Segments { get; }

    public IReadOnlyDictionary<string, Parameter> Parameters { get; }

    public long ElementCount { get; }

    public static FlatLayout Of(nn.Module module, Func<string, Parameter, double> weightDecay, Func<string, double>? learningRateFactor)
    {
        var parameters = Trainable(module);
        var segments = new List<FlatSegment>();
        var offset = 0L;
        foreach (var group in parameters.GroupBy(pair => (Decay: weightDecay(pair.Key, pair.Value), Factor: learningRateFactor?.Invoke(pair.Key) ?? 1)))
        {
            var slices = Slices(group, offset);
            var end = Aligned(slices[^1].Offset + slices[^1].ElementCount);
            segments.Add(new FlatSegment(group.Key.Decay, offset, end - offset, slices) { LearningRateFactor = group.Key.Factor });
            offset = end;
        }
        return new FlatLayout(segments, parameters);
    }

    // A tied weight is registered twice, as one tensor: it keeps its first name.
    private static Dictionary<string, Parameter> Trainable(nn.Module module)
    {
        var parameters = new Dictionary<string, Parameter>();
        var seen = new HashSet<nint>();
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (!parameter.requires_grad || !seen.Add(TensorIdentity.Of(parameter)))
                continue;
            Check(name, parameter, parameters.Values.FirstOrDefault());
            parameters.Add(name, parameter);
        }
        if (parameters.Count == 0)
            throw new ArgumentException("The module has no trainable parameter; there is nothing to train.", nameof(module));
        return parameters;
    }

    private static void Check(string name, Parameter parameter, Parameter? first)
    {
        if (parameter.dtype != ScalarType.Float32)
            throw new ArgumentException($"Parameter \"{name}\" is {parameter.dtype}; trainable parameters are Float32.");
        if (parameter.numel() == 0)
            throw new ArgumentException($"Parameter \"{name}\" has no elements; a trainable parameter has at least one.");
        if (first is not null && first.device.ToString() != parameter.device.ToString())
            throw new ArgumentException(
                $"Parameter \"{name}\" lies on {parameter.device}, others on {first.device}; move the module to one device first.");
    }

    private static List<FlatSlice> Slices(IEnumerable<KeyValuePair<string, Parameter>> group, long offset)
    {
        var slices = new List<FlatSlice>();
        foreach (var (name, parameter) in group)
        {
            var slice = new FlatSlice(name, offset, parameter.shape);
            slices.Add(slice);
            offset = Aligned(offset + slice.ElementCount);
        }
        return slices;
    }

    private static long Aligned(long elements) => (elements + AlignmentElements - 1) / AlignmentElements * AlignmentElements;
}

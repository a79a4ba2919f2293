using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace DeepPipe.Onnx.Tests;

/// <summary>Runs a pass in torch and, exported, in ONNX Runtime, and holds the answers against each other.</summary>
internal static class Parity
{
    // None of them is a size that the capture uses; one is 1.
    private static readonly long[] RowCounts = [1, 4, 64];

    internal static OnnxModel Holds(
        IReadOnlyList<Module> modules,
        Func<long, IReadOnlyList<Tensor>> rows,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        double relative = 1e-5,
        double absolute = 1e-6)
    {
        using var scope = NewDisposeScope();
        return HoldsAt(modules, rows(6), RowCounts.Select(rows), forward, options: null, relative, absolute);
    }

    /// <summary>The same for other inputs than rows alone: what is captured, and what is then held against torch.</summary>
    internal static OnnxModel HoldsAt(
        IReadOnlyList<Module> modules,
        IReadOnlyList<Tensor> examples,
        IEnumerable<IReadOnlyList<Tensor>> cases,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        OnnxOptions? options,
        double relative = 1e-5,
        double absolute = 1e-6)
    {
        using var scope = NewDisposeScope();
        foreach (var module in modules)
            module.eval();
        var model = OnnxExporter.Capture(
            modules.Select((module, index) => (modules.Count == 1 ? "" : $"part{index}", module)).ToList(), examples, forward, options);
        using var session = new InferenceSession(Bytes(model));
        using var noGradients = no_grad();
        foreach (var inputs in cases)
            Agrees(session, inputs, forward(inputs), relative, absolute);
        return model;
    }

    /// <summary>Asks a session and holds its answers against torch's.</summary>
    internal static void Agrees(
        InferenceSession session, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> expected, double relative = 1e-5, double absolute = 1e-6)
    {
        using var results = session.Run(session.InputNames.Zip(inputs, Feed).ToList());
        Assert.Equal(expected.Count, results.Count);
        foreach (var (wanted, found) in expected.Zip(results))
            Agree(wanted, found, relative, absolute, string.Join(" and ", inputs.Select(input => $"[{string.Join(", ", input.shape)}]")));
    }

    /// <summary>Asks a session and holds the shapes of its answers against torch's.</summary>
    internal static void AgreesInShape(InferenceSession session, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> expected)
    {
        using var results = session.Run(session.InputNames.Zip(inputs, Feed).ToList());
        Assert.Equal(expected.Select(tensor => tensor.shape), results.Select(result => Read(result).Shape));
    }

    /// <summary>How far a session's answers are from torch's at most: relative to torch's number where that is above 1.</summary>
    internal static double LargestDifference(InferenceSession session, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> expected)
    {
        using var results = session.Run(session.InputNames.Zip(inputs, Feed).ToList());
        return expected.Zip(results).SelectMany(pair => Doubles(pair.First).Zip(Read(pair.Second).Numbers))
            .Select(pair => pair.First.Equals(pair.Second) ? 0 : Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.First)))
            .DefaultIfEmpty(0).Max();
    }

    internal static byte[] Bytes(OnnxModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static void Agree(Tensor wanted, NamedOnnxValue found, double relative, double absolute, string given)
    {
        var (shape, numbers) = Read(found);
        Assert.Equal(wanted.shape, shape);
        var expected = Doubles(wanted);
        for (var index = 0; index < expected.Length; index++)
        {
            var difference = Math.Abs(expected[index] - numbers[index]);
            var agrees = expected[index].Equals(numbers[index]) || difference <= absolute + relative * Math.Abs(expected[index]);
            Assert.True(agrees, $"{found.Name}[{index}] for {given}: torch {expected[index]:R}, ONNX {numbers[index]:R}");
        }
    }

    private static double[] Doubles(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private static NamedOnnxValue Feed(string name, Tensor tensor)
    {
        var shape = tensor.shape.Select(size => (int)size).ToArray();
        var dense = tensor.contiguous();
        return tensor.dtype switch
        {
            ScalarType.Float32 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Values<float>(dense), shape)),
            ScalarType.Float64 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(Values<double>(dense), shape)),
            ScalarType.Int64 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(Values<long>(dense), shape)),
            ScalarType.Byte => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<byte>(Values<byte>(dense), shape)),
            ScalarType.Bool => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<bool>(Values<bool>(dense), shape)),
            _ => throw new NotSupportedException($"{tensor.dtype}"),
        };
    }

    // TorchSharp cannot list the values of a tensor that has none.
    private static T[] Values<T>(Tensor tensor) where T : unmanaged => tensor.numel() == 0 ? [] : tensor.data<T>().ToArray();

    private static (long[] Shape, double[] Numbers) Read(NamedOnnxValue value) => value.Value switch
    {
        Microsoft.ML.OnnxRuntime.Tensors.Tensor<float> tensor => (Shape(tensor.Dimensions), tensor.Select(number => (double)number).ToArray()),
        Microsoft.ML.OnnxRuntime.Tensors.Tensor<double> tensor => (Shape(tensor.Dimensions), tensor.ToArray()),
        Microsoft.ML.OnnxRuntime.Tensors.Tensor<long> tensor => (Shape(tensor.Dimensions), tensor.Select(number => (double)number).ToArray()),
        Microsoft.ML.OnnxRuntime.Tensors.Tensor<int> tensor => (Shape(tensor.Dimensions), tensor.Select(number => (double)number).ToArray()),
        Microsoft.ML.OnnxRuntime.Tensors.Tensor<bool> tensor => (Shape(tensor.Dimensions), tensor.Select(flag => flag ? 1.0 : 0.0).ToArray()),
        _ => throw new NotSupportedException($"{value.Value}"),
    };

    private static long[] Shape(ReadOnlySpan<int> dimensions) => dimensions.ToArray().Select(size => (long)size).ToArray();
}

using System.Buffers.Binary;
using global::Onnx;
using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>Tensors in ONNX's form: little-endian raw bytes.</summary>
internal static class TensorWriter
{
    internal static TensorProto Write(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        if (tensor.numel() * tensor.element_size() > Array.MaxLength)
            throw new OnnxExportException(
                $"The tensor \"{name}\" of shape [{string.Join(", ", tensor.shape)}] takes more than 2 GB, which one tensor of a file cannot hold.");
        var result = new TensorProto { Name = name, DataType = ElementOf(tensor.dtype) };
        result.Dims.Add(tensor.shape);
        result.RawData = ByteString.CopyFrom(tensor.detach().cpu().contiguous().bytes);
        return result;
    }

    /// <summary>A list of int64, shape [count].</summary>
    internal static TensorProto Integers(IReadOnlyList<long> numbers)
    {
        var bytes = new byte[numbers.Count * sizeof(long)];
        for (var index = 0; index < numbers.Count; index++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(index * sizeof(long)), numbers[index]);
        var result = new TensorProto { DataType = (int)TensorProto.Types.DataType.Int64, RawData = ByteString.CopyFrom(bytes) };
        result.Dims.Add(numbers.Count);
        return result;
    }

    /// <summary>One number of a given element type, shape []; in whole numbers it is cut towards 0, and in booleans true unless 0.</summary>
    internal static TensorProto Scalar(double number, ScalarType element)
    {
        using var scope = NewDisposeScope();
        return Write("", tensor(number, ScalarType.Float64).to(element));
    }

    /// <summary>One whole number of a given element type, shape []; float64 would round those above 2^53.</summary>
    internal static TensorProto Scalar(long number, ScalarType element)
    {
        using var scope = NewDisposeScope();
        return Write("", tensor(number, ScalarType.Int64).to(element));
    }

    internal static int ElementOf(ScalarType element) => (int)(element switch
    {
        ScalarType.Float32 => TensorProto.Types.DataType.Float,
        ScalarType.Float64 => TensorProto.Types.DataType.Double,
        ScalarType.Float16 => TensorProto.Types.DataType.Float16,
        ScalarType.BFloat16 => TensorProto.Types.DataType.Bfloat16,
        ScalarType.Int64 => TensorProto.Types.DataType.Int64,
        ScalarType.Int32 => TensorProto.Types.DataType.Int32,
        ScalarType.Int16 => TensorProto.Types.DataType.Int16,
        ScalarType.Int8 => TensorProto.Types.DataType.Int8,
        ScalarType.Byte => TensorProto.Types.DataType.Uint8,
        ScalarType.Bool => TensorProto.Types.DataType.Bool,
        _ => throw new OnnxExportException($"ONNX has no tensors of type {element}."),
    });
}

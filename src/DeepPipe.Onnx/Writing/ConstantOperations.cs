using global::Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>ONNX operations over tensors that are known, by torch: those that mean the same in both and do not make much of little.</summary>
internal static class ConstantOperations
{
    /// <returns>The result, without a name; null where the operation is none of these.</returns>
    internal static TensorProto? Evaluate(NodeProto node, IReadOnlyList<TensorProto> inputs)
    {
        if (!inputs.All(TensorReader.CanRead))
            return null;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var tensors = inputs.Select(TensorReader.Read).ToArray();
        var result = tensors switch
        {
            [var only] => OfOne(node, only),
            [var first, var second] when node.OpType is "Reshape" or "Unsqueeze" or "Squeeze" && node.Attribute.Count == 0 =>
                Reshaped(node, first, [.. second.data<long>()]),
            [var first, var second] when first.dtype == second.dtype => OfTwo(node, first, second),
            _ => null,
        };
        result ??= node.OpType == "Concat" ? cat(tensors, Attribute(node, "axis").I) : null;
        return result is null ? null : TensorWriter.Write("", result);
    }

    private static Tensor? OfOne(NodeProto node, Tensor tensor) => node.OpType switch
    {
        "Cast" => TensorReader.TypeOf((int)Attribute(node, "to").I) is { } element ? tensor.to(element) : null,
        "Transpose" when node.Attribute.Count > 0 => tensor.permute([.. Attribute(node, "perm").Ints]),
        "Neg" => tensor.neg(),
        "Abs" => tensor.abs(),
        "Sqrt" => tensor.sqrt(),
        "Reciprocal" => tensor.reciprocal(),
        "Exp" => tensor.exp(),
        "Log" => tensor.log(),
        "Sin" => tensor.sin(),
        "Cos" => tensor.cos(),
        "Tanh" => tensor.tanh(),
        "Sigmoid" => tensor.sigmoid(),
        "Softplus" => nn.functional.softplus(tensor),
        "Not" => tensor.logical_not(),
        _ => null,
    };

    private static Tensor? OfTwo(NodeProto node, Tensor first, Tensor second) => node.OpType switch
    {
        "Add" => first + second,
        "Sub" => first - second,
        "Mul" => first * second,
        "Div" when first.is_floating_point() => first / second,
        "Equal" => first == second,
        "Less" => first < second,
        "LessOrEqual" => first <= second,
        "Greater" => first > second,
        "GreaterOrEqual" => first >= second,
        "And" => first.logical_and(second),
        "Or" => first.logical_or(second),
        _ => null,
    };

    // In a shape that is asked for, 0 stands for the size that was there.
    private static Tensor Reshaped(NodeProto node, Tensor tensor, long[] numbers) => node.OpType switch
    {
        "Reshape" => tensor.reshape(numbers.Select((size, axis) => size == 0 ? tensor.shape[axis] : size).ToArray()),
        "Squeeze" => FromFront(numbers, tensor.dim()).Reverse().Aggregate(tensor, (squeezed, axis) => squeezed.squeeze(axis)),
        _ => FromFront(numbers, tensor.dim() + numbers.Length).Aggregate(tensor, (unsqueezed, axis) => unsqueezed.unsqueeze(axis)),
    };

    private static IEnumerable<long> FromFront(long[] axes, long rank) => axes.Select(axis => axis < 0 ? axis + rank : axis).Order();

    private static AttributeProto Attribute(NodeProto node, string name) => node.Attribute.Single(attribute => attribute.Name == name);
}

using DeepPipe.Bundle;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepPipe.Inference;

/// <summary>Holds a model's inputs and outputs against the signature that is to describe them.</summary>
internal static class SignatureCheck
{
    /// <exception cref="IntegrityException">An input or output is missing, of another type or shape, or nobody's.</exception>
    public static void Require(string modelPath, InferenceSession model, Signature signature)
    {
        if (Problems(model, signature).FirstOrDefault() is { } problem)
            throw new IntegrityException($"{modelPath}: {problem}. Export the bundle again.");
    }

    private static IEnumerable<string> Problems(InferenceSession model, Signature signature)
    {
        foreach (var column in signature.Inputs)
            if (Problem(model.InputMetadata, "input", column.Name, ElementOf(column), column.Encoding?.Shape ?? [1]) is { } problem)
                yield return problem;
        foreach (var name in model.InputNames.Except(signature.Inputs.Select(column => column.Name), StringComparer.Ordinal))
            yield return $"the model's input \"{name}\" is no column of the signature";
        foreach (var (name, element, width) in Outputs(signature))
            if (Problem(model.OutputMetadata, "output", name, element, [width]) is { } problem)
                yield return problem;
    }

    private static string? Problem(
        IReadOnlyDictionary<string, NodeMetadata> nodes, string kind, string name, TensorElementType element, IReadOnlyList<int> shape)
    {
        if (!nodes.TryGetValue(name, out var node))
            return $"the model has no {kind} \"{name}\"";
        if (node.IsTensor && node.ElementDataType == element && Fits(node.Dimensions, shape))
            return null;
        return $"the model's {kind} \"{name}\" is {Describe(node)}; the signature asks for {Name(element)} [rows, {string.Join(", ", shape)}]";
    }

    private static bool Fits(int[] dimensions, IReadOnlyList<int> shape) =>
        dimensions.Length == shape.Count + 1 && dimensions.Skip(1).Zip(shape).All(pair => pair.First < 0 || pair.First == pair.Second);

    private static IEnumerable<(string Name, TensorElementType Element, int Width)> Outputs(Signature signature) =>
        signature.IsRegression
            ? [(ModelOutputs.Prediction, TensorElementType.Float, 1)]
            :
            [
                (ModelOutputs.Prediction, TensorElementType.String, 1),
                (ModelOutputs.Confidence, TensorElementType.Float, 1),
                (ModelOutputs.Probabilities, TensorElementType.Float, signature.Labels.Count),
            ];

    private static TensorElementType ElementOf(SignatureColumn column) =>
        column.IsText ? TensorElementType.String : column.Encoding is { } encoding ? BlockInput.ElementOf(encoding) : TensorElementType.Double;

    private static string Describe(NodeMetadata node) => node.IsTensor
        ? $"{Name(node.ElementDataType)} [{string.Join(", ", node.Dimensions.Select(size => size < 0 ? "rows" : $"{size}"))}]"
        : "no tensor";

    private static string Name(TensorElementType element) => element.ToString().ToLowerInvariant();
}

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
        foreach (var (name, element, width) in signature.Targets.SelectMany(Outputs))
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

    private static IEnumerable<(string Name, TensorElementType Element, int Width)> Outputs(SignatureTarget target)
    {
        var (prefix, width) = (target.Prefix, target.Labels.Count);
        return target.Task switch
        {
            SignatureTarget.Regression when target.Levels.Count > 0 =>
            [
                (prefix + ModelOutputs.Prediction, TensorElementType.Float, 1),
                (prefix + ModelOutputs.Quantiles, TensorElementType.Float, target.Levels.Count),
            ],
            SignatureTarget.Forecast => [(prefix + ModelOutputs.Prediction, TensorElementType.Float, target.Horizon * target.Channels.Count)],
            SignatureTarget.Regression => [(prefix + ModelOutputs.Prediction, TensorElementType.Float, 1)],
            SignatureTarget.Multilabel =>
            [
                (prefix + ModelOutputs.Prediction, TensorElementType.Int64, width),
                (prefix + ModelOutputs.Probabilities, TensorElementType.Float, width),
            ],
            _ =>
            [
                (prefix + ModelOutputs.Prediction, TensorElementType.String, 1),
                (prefix + ModelOutputs.Confidence, TensorElementType.Float, 1),
                (prefix + ModelOutputs.Probabilities, TensorElementType.Float, width),
            ],
        };
    }

    private static TensorElementType ElementOf(SignatureColumn column) =>
        column.IsText ? TensorElementType.String : column.Encoding is { } encoding ? BlockInput.ElementOf(encoding) : TensorElementType.Double;

    private static string Describe(NodeMetadata node) => node.IsTensor
        ? $"{Name(node.ElementDataType)} [{string.Join(", ", node.Dimensions.Select(size => size < 0 ? "rows" : $"{size}"))}]"
        : "no tensor";

    private static string Name(TensorElementType element) => element.ToString().ToLowerInvariant();
}

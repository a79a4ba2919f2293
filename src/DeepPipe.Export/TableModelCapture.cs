using Apache.Arrow;
using DeepPipe.Features;
using DeepPipe.Inference;
using DeepPipe.Models;
using DeepPipe.Onnx;
using static TorchSharp.torch;

namespace DeepPipe.Export;

/// <summary>
/// A table model as ONNX: one input a column, numbers as float64 [rows, 1] with NaN for missing, categories as text [rows, 1] with the
/// empty text for missing, texts, sets, vectors and images as their encoders give them, [rows, ...]; the answers out of it, labels as
/// text.
/// </summary>
/// <remarks>
/// The network sees a category as a code. The lookups from text to code before the captured graph, and from code to label behind it,
/// are the only arithmetic that is not captured.
/// </remarks>
public static class TableModelCapture
{
    /// <summary>Captures a model.</summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="features">What its features were fitted to.</param>
    /// <param name="targets">What its targets were fitted to.</param>
    /// <param name="example">A few rows in canonical form.</param>
    /// <exception cref="OnnxExportException">The model does what ONNX cannot carry.</exception>
    public static OnnxModel Run(TableModel model, FeaturePlan features, TargetPlans targets, RecordBatch example)
    {
        using var scope = NewDisposeScope();
        using var merged = new MergedAdapters(model);
        var device = TrainerAnswers.DeviceOf(model);
        using var raw = new ColumnEncoder(features).Encode(example);
        var examples = Columns(raw.Numbers, device).Concat(Columns(raw.Codes, device)).Concat(raw.Blocks.Select(block => block.to(device))).ToList();

        var captured = OnnxExporter.Capture(
            [("", model)],
            examples,
            columns => model.Answer(Raw(columns, features)),
            new OnnxOptions
            {
                InputNames = features.Inputs.Select(input => input.Name).ToList(),
                OutputNames = [.. targets.Each.SelectMany(target => OutputsOf(target).Select(output => targets.PrefixOf(target) + output))],
            });
        foreach (var category in features.Categories)
            captured.TakeText(category.Name, CodesOf(category), CategoryFeature.UnseenCode);
        foreach (var classes in targets.Each.OfType<ClassTarget>())
            captured.GiveText(targets.PrefixOf(classes) + ModelOutputs.Prediction, classes.Classes);
        return captured;
    }

    // In the order in which a head decides.
    private static string[] OutputsOf(TargetPlan target) => target switch
    {
        ClassTarget => [ModelOutputs.Prediction, ModelOutputs.Confidence, ModelOutputs.Probabilities],
        LabelsTarget => [ModelOutputs.Prediction, ModelOutputs.Probabilities],
        NumberTarget { Levels.Count: > 0 } => [ModelOutputs.Prediction, ModelOutputs.Quantiles],
        _ => [ModelOutputs.Prediction],
    };

    private static IEnumerable<Tensor> Columns(Tensor matrix, Device device) =>
        Enumerable.Range(0, (int)matrix.shape[1]).Select(column => matrix.narrow(1, column, 1).contiguous().to(device));

    private static RawColumns Raw(IReadOnlyList<Tensor> columns, FeaturePlan features)
    {
        var (numberCount, codeCount) = (features.RawNumbers.Count, features.Categories.Count);
        return new(
            Matrix(columns, 0, numberCount, ScalarType.Float64),
            Matrix(columns, numberCount, codeCount, ScalarType.Int64),
            [.. columns.Skip(numberCount + codeCount)]);
    }

    // Without columns there is a matrix of none all the same, of as many rows as the others have.
    private static Tensor Matrix(IReadOnlyList<Tensor> columns, int first, int count, ScalarType type) => count > 0
        ? cat(columns.Skip(first).Take(count).ToList(), 1)
        : columns[0].flatten(1).slice(1, 0, 0, 1).to(type);

    private static Dictionary<string, long> CodesOf(CategoryFeature category)
    {
        var codes = new Dictionary<string, long>(StringComparer.Ordinal) { [""] = CategoryFeature.MissingCode };
        for (var index = 0; index < category.Vocabulary.Count; index++)
            codes.Add(category.Vocabulary[index], CategoryFeature.FirstCode + index);
        return codes;
    }
}

using Apache.Arrow;
using DeepPipe.Bundle;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepPipe.Inference;

/// <summary>
/// One row of buffers through which batches pass, by one thread at a time. Numbers are read where they lie and answers are
/// written where they are wanted; only text is copied, and cells are encoded, into tensors that are kept for the next batch of the same
/// size.
/// </summary>
internal sealed class ScoringLane : IDisposable
{
    private readonly InferenceSession model;
    private readonly Signature signature;
    private readonly OrtIoBinding binding;
    private readonly RunOptions options = new();
    private readonly List<OrtValue> laid = [];
    private readonly OrtValue?[] texts;
    private readonly BlockInput?[] encoders;
    private readonly OrtValue?[] blocks;
    private readonly ClassTexts?[] labels;
    private int rowCount = -1;

    public ScoringLane(InferenceSession model, Signature signature, BlockInput?[] encoders)
    {
        this.encoders = encoders;
        blocks = new OrtValue?[encoders.Length];
        this.model = model;
        this.signature = signature;
        binding = model.CreateIoBinding();
        texts = new OrtValue?[signature.Inputs.Count];
        labels = [.. signature.Targets.Select(target =>
            target.Task is SignatureTarget.Binary or SignatureTarget.Multiclass ? new ClassTexts(target) : null)];
    }

    /// <summary>Scores the rows from <paramref name="first"/> on, <paramref name="count"/> of them, at least 1.</summary>
    public void Score(InputRows rows, int first, int count, Answers answers)
    {
        Resize(count);
        try
        {
            BindInputs(rows, first, count);
            BindOutputs(answers, first, count);
            binding.SynchronizeBoundInputs();
            model.RunWithBinding(options, binding);
            binding.SynchronizeBoundOutputs();
            ReadLabels(answers, first, count);
        }
        finally
        {
            foreach (var value in laid)
                value.Dispose();
            laid.Clear();
        }
    }

    public void Dispose()
    {
        Release();
        binding.Dispose();
        options.Dispose();
    }

    private void Resize(int count)
    {
        if (rowCount == count)
            return;
        Release();
        for (var input = 0; input < texts.Length; input++)
        {
            blocks[input] = encoders[input]?.Allocate(count);
            texts[input] = signature.Inputs[input].IsText
                ? OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [count, 1])
                : null;
        }
        foreach (var ofTarget in labels)
            ofTarget?.Resize(count);
        rowCount = count;
    }

    private void Release()
    {
        rowCount = -1;
        binding.ClearBoundInputs();
        binding.ClearBoundOutputs();
        foreach (var value in texts.Concat(blocks))
            value?.Dispose();
        foreach (var ofTarget in labels)
            ofTarget?.Dispose();
    }

    private void BindInputs(InputRows rows, int first, int count)
    {
        for (var input = 0; input < texts.Length; input++)
        {
            if (texts[input] is { } text)
                Fill(text, rows.Texts(input), first, count);
            if (blocks[input] is { } block)
                encoders[input]!.Fill(block, rows.Cells(input), first, count);
            binding.BindInput(
                signature.Inputs[input].Name, texts[input] ?? blocks[input] ?? LayNumbers(rows.Numbers(input), first, count));
        }
    }

    private OrtValue LayNumbers(nint numbers, int first, int count)
    {
        var value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Double, [count, 1],
            numbers + (nint)first * sizeof(double), (long)count * sizeof(double));
        laid.Add(value);
        return value;
    }

    private static void Fill(OrtValue tensor, StringArray texts, int first, int count)
    {
        var offsets = texts.ValueOffsets;
        var bytes = texts.ValueBuffer.Span;
        var gaps = texts.NullCount > 0;
        for (var row = 0; row < count; row++)
        {
            var start = offsets[first + row];
            var length = gaps && texts.IsNull(first + row) ? 0 : offsets[first + row + 1] - start;
            tensor.StringTensorSetElementAt(bytes.Slice(start, length), row);
        }
    }

    private void BindOutputs(Answers answers, int first, int count)
    {
        for (var index = 0; index < labels.Length; index++)
        {
            var prefix = signature.Targets[index].Prefix;
            var width = signature.Targets[index].Labels.Count;
            switch (answers.Targets[index])
            {
                case NumberAnswers numbers:
                    Bind(prefix + ModelOutputs.Prediction, numbers.Values, 1);
                    if (numbers.Target.Levels.Count > 0)
                        Bind(prefix + ModelOutputs.Quantiles, numbers.Quantiles, numbers.Target.Levels.Count);
                    break;
                case ForecastAnswers forecasts:
                    Bind(prefix + ModelOutputs.Prediction, forecasts.Steps, forecasts.RowWidth);
                    break;
                case LabelsAnswers sets:
                    Bind(prefix + ModelOutputs.Prediction, sets.Members, width);
                    Bind(prefix + ModelOutputs.Probabilities, sets.Probabilities, width);
                    break;
                case ClassAnswers classes:
                    binding.BindOutput(prefix + ModelOutputs.Prediction, labels[index]!.Tensor);
                    Bind(prefix + ModelOutputs.Confidence, classes.Confidence, 1);
                    Bind(prefix + ModelOutputs.Probabilities, classes.Probabilities, width);
                    break;
            }
        }

        void Bind<T>(string output, T[] cells, int width) where T : unmanaged
        {
            var value = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, cells.AsMemory(first * width, count * width), [count, width]);
            laid.Add(value);
            binding.BindOutput(output, value);
        }
    }

    private void ReadLabels(Answers answers, int first, int count)
    {
        for (var index = 0; index < labels.Length; index++)
            if (answers.Targets[index] is ClassAnswers classes)
                labels[index]!.Read(classes.Codes.AsSpan(first, count), first);
    }
}

using System.Text;
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
    private readonly byte[][] labels;
    private OrtValue? prediction;
    private int rowCount = -1;

    public ScoringLane(InferenceSession model, Signature signature, BlockInput?[] encoders)
    {
        this.encoders = encoders;
        blocks = new OrtValue?[encoders.Length];
        this.model = model;
        this.signature = signature;
        binding = model.CreateIoBinding();
        texts = new OrtValue?[signature.Inputs.Count];
        labels = [.. signature.Labels.Select(Encoding.UTF8.GetBytes)];
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
        if (!signature.IsRegression)
            prediction = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [count, 1]);
        rowCount = count;
    }

    private void Release()
    {
        rowCount = -1;
        binding.ClearBoundInputs();
        binding.ClearBoundOutputs();
        foreach (var value in texts.Concat(blocks))
            value?.Dispose();
        prediction?.Dispose();
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
        if (signature.IsRegression)
        {
            binding.BindOutput(ModelOutputs.Prediction, LayAnswers(answers.Values, first, count, 1));
            return;
        }
        binding.BindOutput(ModelOutputs.Prediction, prediction!);
        binding.BindOutput(ModelOutputs.Confidence, LayAnswers(answers.Confidence, first, count, 1));
        binding.BindOutput(ModelOutputs.Probabilities, LayAnswers(answers.Probabilities, first, count, labels.Length));
    }

    private OrtValue LayAnswers(float[] answers, int first, int count, int width)
    {
        var value = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, answers.AsMemory(first * width, count * width), [count, width]);
        laid.Add(value);
        return value;
    }

    private void ReadLabels(Answers answers, int first, int count)
    {
        if (prediction is null)
            return;
        var code = 0;
        for (var row = 0; row < count; row++)
        {
            var text = prediction.GetStringElementAsSpan(row);
            if (!text.SequenceEqual(labels[code]))
                code = CodeOf(text, first + row);
            answers.Codes[first + row] = code;
        }
    }

    private int CodeOf(ReadOnlySpan<byte> text, int row)
    {
        for (var code = 0; code < labels.Length; code++)
            if (text.SequenceEqual(labels[code]))
                return code;
        throw new IntegrityException(
            $"The model answers \"{Encoding.UTF8.GetString(text)}\" in row {row + 1}, which is none of the signature's labels: "
            + $"{string.Join(", ", signature.Labels)}. Export the bundle again.");
    }
}

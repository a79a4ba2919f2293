using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Bundle;
using DeepPipe.Data;
using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>
/// The columns that scoring adds: for classes prediction (text), confidence and probability.LABEL for each label (float); in
/// regression prediction (float). None has a gap. One thread at a time.
/// </summary>
internal sealed class AnswerColumns
{
    private readonly Signature signature;
    private readonly byte[][] labels;

    // Kept from batch to batch: arrays of this size would grow the heap until the collector gets to them.
    private readonly ArrowBuffer.Builder<float> numbers = new();
    private readonly ArrowBuffer.Builder<int> offsets = new();
    private readonly ArrowBuffer.Builder<byte> texts = new();

    /// <param name="input">The file that is scored, for messages.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="signature">What the model answers.</param>
    /// <exception cref="DataException">The input has a column of a name that scoring adds.</exception>
    public AnswerColumns(string input, Schema schema, Signature signature)
    {
        this.signature = signature;
        labels = [.. signature.Labels.Select(Encoding.UTF8.GetBytes)];
        var added = Fields(signature).ToList();
        if (added.Find(field => schema.GetFieldIndex(field.Name, StringComparer.Ordinal) >= 0) is { } twice)
            throw new DataException(
                $"{input}: there is a column \"{twice.Name}\" already, a name that the output needs for the answers. "
                + "Rename the column or leave it out.");
        Schema = new Schema(schema.FieldsList.Concat(added), null);
    }

    /// <summary>The input's columns and the answers behind them.</summary>
    public Schema Schema { get; }

    /// <summary>The rows with their answers; <paramref name="rows"/> is part of the result and is disposed with it.</summary>
    public RecordBatch Append(RecordBatch rows, Answers answers) =>
        new(Schema, [.. rows.Arrays, .. Arrays(answers)], rows.Length);

    private static IEnumerable<Field> Fields(Signature signature)
    {
        if (signature.IsRegression)
        {
            yield return new(ModelOutputs.Prediction, FloatType.Default, nullable: false);
            yield break;
        }
        yield return new(ModelOutputs.Prediction, StringType.Default, nullable: false);
        yield return new(ModelOutputs.Confidence, FloatType.Default, nullable: false);
        foreach (var label in signature.Labels)
            yield return new($"probability.{label}", FloatType.Default, nullable: false);
    }

    private IEnumerable<IArrowArray> Arrays(Answers answers)
    {
        if (signature.IsRegression)
            return [Floats(answers.Values)];
        var probabilities = Enumerable.Range(0, labels.Length).Select(label => Probabilities(answers, label));
        return [Labels(answers.Codes), Floats(answers.Confidence), .. probabilities];
    }

    private FloatArray Floats(ReadOnlySpan<float> values) =>
        new(numbers.Clear().Append(values).Build(), ArrowBuffer.Empty, values.Length, 0, 0);

    private FloatArray Probabilities(Answers answers, int label)
    {
        numbers.Clear();
        for (var row = 0; row < answers.RowCount; row++)
            numbers.Append(answers.Probabilities[row * labels.Length + label]);
        return new(numbers.Build(), ArrowBuffer.Empty, answers.RowCount, 0, 0);
    }

    private StringArray Labels(ReadOnlySpan<int> codes)
    {
        texts.Clear();
        offsets.Clear().Append(0);
        foreach (var code in codes)
        {
            texts.Append(labels[code]);
            offsets.Append(texts.Length);
        }
        return new(codes.Length, offsets.Build(), texts.Build(), ArrowBuffer.Empty);
    }
}

using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Bundle;
using DeepPipe.Data;
using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>
/// The columns that scoring adds for each target, behind its prefix. Classes: prediction (text), confidence and probability.LABEL for each
/// label (float). Regression: prediction (float), and quantile.LEVEL for each level. Sets: prediction (text, its labels with the separator
/// between them, empty for none) and probability.LABEL. None has a gap. One thread at a time.
/// </summary>
internal sealed class AnswerColumns
{
    private readonly byte[][][] labels;     // of each target

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
        labels = [.. signature.Targets.Select(target => target.Labels.Select(Encoding.UTF8.GetBytes).ToArray())];
        var added = signature.Targets.SelectMany(Fields).ToList();
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
        new(Schema, [.. rows.Arrays, .. answers.Targets.Zip(labels, Arrays).SelectMany(arrays => arrays)], rows.Length);

    private static IEnumerable<Field> Fields(SignatureTarget target)
    {
        var isNumber = target.Task == SignatureTarget.Regression;
        yield return Of(ModelOutputs.Prediction, isNumber ? FloatType.Default : StringType.Default);
        foreach (var level in target.Levels)
            yield return Of(string.Create(CultureInfo.InvariantCulture, $"quantile.{level}"), FloatType.Default);
        if (target.Task is SignatureTarget.Binary or SignatureTarget.Multiclass)
            yield return Of(ModelOutputs.Confidence, FloatType.Default);
        foreach (var label in target.Labels)
            yield return Of($"probability.{label}", FloatType.Default);

        Field Of(string name, IArrowType type) => new(target.Prefix + name, type, nullable: false);
    }

    private IEnumerable<IArrowArray> Arrays(TargetAnswers answers, byte[][] ofTarget) => answers switch
    {
        NumberAnswers of => [Floats(of.Values), .. Columns(of.Quantiles, of.Target.Levels.Count)],
        LabelsAnswers of => [Sets(of, ofTarget), .. Columns(of.Probabilities, ofTarget.Length)],
        ClassAnswers of => [Labels(of.Codes, ofTarget), Floats(of.Confidence), .. Columns(of.Probabilities, ofTarget.Length)],
        _ => throw new ArgumentException($"There are no columns of {answers.GetType().Name}.", nameof(answers)),
    };

    private FloatArray Floats(ReadOnlySpan<float> values) =>
        new(numbers.Clear().Append(values).Build(), ArrowBuffer.Empty, values.Length, 0, 0);

    private IEnumerable<FloatArray> Columns(float[] matrix, int width)
    {
        for (var column = 0; column < width; column++)
        {
            numbers.Clear();
            for (var cell = column; cell < matrix.Length; cell += width)
                numbers.Append(matrix[cell]);
            yield return new(numbers.Build(), ArrowBuffer.Empty, matrix.Length / width, 0, 0);
        }
    }

    private StringArray Labels(ReadOnlySpan<int> codes, byte[][] ofTarget)
    {
        texts.Clear();
        offsets.Clear().Append(0);
        foreach (var code in codes)
        {
            texts.Append(ofTarget[code]);
            offsets.Append(texts.Length);
        }
        return new(codes.Length, offsets.Build(), texts.Build(), ArrowBuffer.Empty);
    }

    private StringArray Sets(LabelsAnswers answers, byte[][] ofTarget)
    {
        var separator = Encoding.UTF8.GetBytes(answers.Target.Separator!);
        texts.Clear();
        offsets.Clear().Append(0);
        for (var first = 0; first < answers.Members.Length; first += ofTarget.Length)
        {
            var start = texts.Length;
            for (var label = 0; label < ofTarget.Length; label++)
            {
                if (answers.Members[first + label] == 0)
                    continue;
                if (texts.Length > start)
                    texts.Append(separator);
                texts.Append(ofTarget[label]);
            }
            offsets.Append(texts.Length);
        }
        return new(offsets.Length - 1, offsets.Build(), texts.Build(), ArrowBuffer.Empty);
    }
}

using Apache.Arrow;
using Apache.Arrow.Types;

namespace DeepPipe.Bundle;

/// <summary>
/// The golden rows of a language model: synthetic texts, drawn from its vocabulary, and what the trainer says of the token that follows each.
/// </summary>
public static class GoldenTexts
{
    /// <summary>The column of texts.</summary>
    public const string Text = "text";

    /// <summary>The column of the trainer's logits, a list of float with one for each code.</summary>
    public const string Logits = "expected.logits";

    /// <summary>The rows of texts and logits.</summary>
    public static RecordBatch Of(IReadOnlyList<(string Text, float[] Logits)> rows)
    {
        var (texts, lists) = (new StringArray.Builder(), new ListArray.Builder(FloatType.Default));
        foreach (var (text, logits) in rows)
        {
            texts.Append(text);
            ((FloatArray.Builder)lists.Append().ValueBuilder).Append(logits);
        }
        var (column, list) = (texts.Build(), lists.Build());
        var schema = new Schema([new Field(Text, StringType.Default, false), new Field(Logits, list.Data.DataType, false)], null);
        return new RecordBatch(schema, [column, list], rows.Count);
    }

    /// <summary>The texts and logits of rows.</summary>
    /// <exception cref="IntegrityException">A column is missing or of another type.</exception>
    public static IReadOnlyList<(string Text, float[] Logits)> Read(RecordBatch rows, string path)
    {
        if (rows.Schema.GetFieldIndex(Text) < 0 || rows.Schema.GetFieldIndex(Logits) < 0
            || rows.Column(Text) is not StringArray texts || rows.Column(Logits) is not ListArray { Values: FloatArray values } lists)
            throw new IntegrityException($"{path}: these are no golden rows of a language model. Export the bundle again.");
        return [.. Enumerable.Range(0, rows.Length).Select(row =>
            (texts.GetString(row), values.Values[lists.ValueOffsets[row]..lists.ValueOffsets[row + 1]].ToArray()))];
    }
}

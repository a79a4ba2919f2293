using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace DeepPipe.Bundle;

/// <summary>
/// The file of golden rows: synthetic rows with the trainer's answers. Its columns are the signature's inputs in canonical form
/// (numbers as double with null and NaN for missing, categories as text with null for missing), and behind them the answers to each
/// target: <see cref="Prediction"/> (text, or float in regression, or a list of floats of a forecast); for classes <see cref="Confidence"/> and one
/// <see cref="Probability(SignatureTarget, int)"/> a label (float); of a set of labels their <see cref="Probability(SignatureTarget, string)"/>;
/// and a <see cref="Quantile"/> for each level.
/// </summary>
public static class GoldenRows
{
    /// <summary>The column with the trainer's answer.</summary>
    public static string Prediction(SignatureTarget target) => $"expected.{target.Prefix}prediction";

    /// <summary>The column with the probability of the trainer's answer.</summary>
    public static string Confidence(SignatureTarget target) => $"expected.{target.Prefix}confidence";

    /// <summary>The column with the trainer's probability of the class with this code.</summary>
    public static string Probability(SignatureTarget target, int code) =>
        string.Create(CultureInfo.InvariantCulture, $"expected.{target.Prefix}probability.{code}");

    /// <summary>
    /// The column with the trainer's probability of a label of a set: by its name, for the graph does not know it, and a label that is
    /// never answered would say nothing of its place.
    /// </summary>
    public static string Probability(SignatureTarget target, string label) => $"expected.{target.Prefix}probability.{label}";

    /// <summary>The column with the trainer's quantile at the level with this index.</summary>
    public static string Quantile(SignatureTarget target, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"expected.{target.Prefix}quantile.{index}");

    /// <summary>Writes the rows as an Arrow IPC file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, RecordBatch rows)
    {
        using var stream = File.Create(path);
        using var writer = new ArrowFileWriter(stream, rows.Schema);
        writer.WriteRecordBatch(rows);
        writer.WriteEnd();
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <exception cref="IntegrityException">It is no such file.</exception>
    internal static RecordBatch Read(string path)
    {
        try
        {
            using var reader = new ArrowFileReader(File.OpenRead(path), leaveOpen: false);
            return reader.ReadNextRecordBatch() ?? throw new InvalidDataException("The file holds no rows.");
        }
        catch (Exception exception) when (exception is not IOException and not UnauthorizedAccessException)
        {
            throw new IntegrityException($"{path}: the golden rows cannot be read. Export the bundle again.", exception);
        }
    }
}

using System.Text.Json;

namespace DeepPipe.Training;

/// <summary>
/// <c>metrics.jsonl</c>: a line of JSON an evaluation, without a clock in it, so that the same run writes the same bytes. Numbers
/// stand in their shortest form that reads back exactly; a score that has no value is null.
/// </summary>
internal sealed class MetricsJournal : IDisposable
{
    public const string FileName = "metrics.jsonl";

    private readonly FileStream file;

    private MetricsJournal(FileStream file) => this.file = file;

    /// <summary>Bytes written so far.</summary>
    public long Length => file.Length;

    /// <summary>Opens a run's journal and cuts it to what its checkpoint knows of.</summary>
    /// <exception cref="CheckpointException">The file is shorter than that.</exception>
    public static MetricsJournal Open(string runFolder, long length)
    {
        var path = Path.Combine(runFolder, FileName);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (file.Length < length)
        {
            var found = file.Length;
            file.Dispose();
            throw new CheckpointException(
                $"\"{path}\" has {found} bytes, but the checkpoint was written when it had {length}: the file was altered. "
                + "Restore it from a copy, or start again with deeppipe train.");
        }
        file.SetLength(length);
        file.Position = length;
        return new MetricsJournal(file);
    }

    /// <summary>Adds a line and brings it to the disk.</summary>
    public void Append(int epoch, long step, double learningRate, double trainLoss, IReadOnlyDictionary<string, double> scores)
    {
        using (var json = new Utf8JsonWriter(file))
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch);
            json.WriteNumber("step", step);
            json.WriteNumber("learning_rate", learningRate);
            WriteScore(json, "train.loss", trainLoss);
            foreach (var (name, value) in scores)
                WriteScore(json, name, value);
            json.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file.Dispose();

    private static void WriteScore(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}

namespace DeepPipe.Data;

/// <summary>The names under which the MNIST family's files come in pairs.</summary>
internal static class IdxNames
{
    /// <summary>The file of labels beside a file of images, packed or not, whichever is there.</summary>
    /// <exception cref="MissingSourceException">The name is no name of images, or there is no such file.</exception>
    public static string LabelsOf(string images)
    {
        var name = Path.GetFileName(images);
        if (!name.Contains("images", StringComparison.Ordinal))
            throw new MissingSourceException($"{images}: the name tells no file of labels. Expected a name such as train-images-idx3-ubyte.gz, " +
                "or data.source.labels.");
        var labels = name.Replace("images", "labels", StringComparison.Ordinal)
            .Replace("idx3", "idx1", StringComparison.Ordinal).Replace("idx4", "idx1", StringComparison.Ordinal);
        var plain = Path.Combine(Path.GetDirectoryName(images) ?? "", Path.GetExtension(labels) == ".gz" ? labels[..^3] : labels);
        string[] candidates = Path.GetExtension(labels) == ".gz" ? [$"{plain}.gz", plain] : [plain, $"{plain}.gz"];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new MissingSourceException($"{images}: there is no file of labels {candidates[0]}. Name it in data.source.labels.");
    }
}

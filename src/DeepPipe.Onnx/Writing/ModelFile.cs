namespace DeepPipe.Onnx;

/// <summary>Writes a model to its place in one step.</summary>
internal static class ModelFile
{
    /// <summary>Refuses a path that no file can have, before any work is done.</summary>
    /// <exception cref="IOException">Its folder is not there, or it is a folder.</exception>
    internal static void RequirePlace(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"\"{path}\" is a folder. Name a file in it.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder \"{folder}\" of \"{path}\" is not there. Make it first.");
    }

    /// <param name="model">The model.</param>
    /// <param name="path">Its place; what is there is replaced at the end.</param>
    /// <param name="externalWeightBytes">From how many bytes on weights lie in a file of their own.</param>
    /// <param name="verify">Looks at the complete file; what it gives is the reason to refuse it.</param>
    internal static void Write(OnnxModel model, string path, long externalWeightBytes, Func<string, string?>? verify)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        using var weights = model.WeightBytes >= externalWeightBytes && model.WeightBytes > 0 ? ExternalWeights.Write(model, path) : null;
        try
        {
            using (var file = File.Create(partial))
            {
                (weights?.Model ?? model).Save(file);
                file.Flush(flushToDisk: true);
            }
            if (verify?.Invoke(partial) is { } reason)
                throw new OnnxExportException($"The exported model was refused: {reason}");
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
        weights?.Keep();
        ExternalWeights.DeleteOthers(path, weights?.FileName);
    }

    /// <summary>Lets a file of the model be looked at that is gone afterwards.</summary>
    internal static void Verify(OnnxModel model, Func<string, string?> verify)
    {
        var folder = Directory.CreateTempSubdirectory("deeppipe-onnx-").FullName;
        try
        {
            Write(model, Path.Combine(folder, "model.onnx"), long.MaxValue, verify);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

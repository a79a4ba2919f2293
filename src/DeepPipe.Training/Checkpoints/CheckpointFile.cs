using System.Text.Json;
using DeepPipe.Storage;
using DeepPipe.Torch;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Live tensors and a text beside them, as one safetensors file that is replaced whole or not at all.</summary>
internal sealed class CheckpointFile(string path)
{
    private const string CursorKey = "cursor";
    private const string HashKey = "sha256";

    public bool Exists => File.Exists(path);

    /// <summary>Writes the tensors; copying them from a device waits for it.</summary>
    public void Write(IReadOnlyDictionary<string, Tensor> tensors, string cursor)
    {
        var metadata = new Dictionary<string, string> { [CursorKey] = cursor };
        metadata[HashKey] = CheckpointHash.Of(tensors, metadata);
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, tensors, metadata));
    }

    /// <summary>Reads the file to its end and refuses one that is not as it was written.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged.</exception>
    public void RequireWhole() => ReadContent().Dispose();

    /// <summary>Copies the file's values into the live tensors, all or, where the file does not fit, none.</summary>
    /// <typeparam name="T">What the text is.</typeparam>
    /// <exception cref="CheckpointException">The file is missing, damaged, or of another model.</exception>
    public T Read<T>(IReadOnlyDictionary<string, Tensor> tensors, Func<string, T> parseCursor)
    {
        using var content = ReadContent();
        var cursor = Parse(content, parseCursor);
        foreach (var (name, tensor) in tensors)
            CheckFits(name, tensor, content.Tensors);
        if (content.Tensors.Keys.FirstOrDefault(name => !tensors.ContainsKey(name)) is { } stranger)
            throw Misfit($"it holds \"{stranger}\", which the model does not have");

        using var frozen = no_grad();
        foreach (var (name, tensor) in tensors)
            tensor.copy_(content.Tensors[name]);
        return cursor;
    }

    private SafeTensorsContent ReadContent()
    {
        if (!Exists)
            throw new CheckpointException($"There is no checkpoint \"{path}\". Start again with deeppipe train.");
        try
        {
            using var stream = File.OpenRead(path);
            return Verified(SafeTensorsContent.Read(stream));
        }
        catch (SafeTensorsException failure)
        {
            throw Damaged(failure.Message);
        }
    }

    private SafeTensorsContent Verified(SafeTensorsContent content)
    {
        var others = content.Metadata.Where(pair => pair.Key != HashKey).ToDictionary();
        if (content.Metadata.GetValueOrDefault(HashKey) == CheckpointHash.Of(content.Tensors, others))
            return content;
        content.Dispose();
        throw Damaged("Its content is not what its hash says.");
    }

    private T Parse<T>(SafeTensorsContent content, Func<string, T> parse)
    {
        try
        {
            return content.Metadata.TryGetValue(CursorKey, out var text) ? parse(text) : throw Damaged("It has no cursor.");
        }
        catch (JsonException failure)
        {
            throw Damaged($"Its cursor is not readable: {failure.Message}");
        }
    }

    private void CheckFits(string name, Tensor tensor, IReadOnlyDictionary<string, Tensor> stored)
    {
        if (!stored.TryGetValue(name, out var found))
            throw Misfit($"it lacks \"{name}\"");
        if (!found.shape.SequenceEqual(tensor.shape) || found.dtype != tensor.dtype)
            throw Misfit(
                $"\"{name}\" is {found.dtype} [{string.Join(", ", found.shape)}] in it, "
                + $"and {tensor.dtype} [{string.Join(", ", tensor.shape)}] in the model");
    }

    private CheckpointException Damaged(string reason) =>
        new($"The checkpoint \"{path}\" is damaged. {reason} Restore it from a copy, or start again with deeppipe train.");

    private CheckpointException Misfit(string reason) =>
        new($"The checkpoint \"{path}\" is of another model: {reason}. A run can only go on with the config it was begun with.");
}

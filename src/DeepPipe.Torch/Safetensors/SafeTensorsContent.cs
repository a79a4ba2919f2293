using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>The tensors and the metadata of a safetensors file, on the CPU; owns its tensors.</summary>
public sealed class SafeTensorsContent : IDisposable
{
    private SafeTensorsContent(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>The free text of the file, by key; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a whole file; nothing is kept where it turns out malformed.</summary>
    /// <param name="stream">Seekable; read from its present position to its end, not closed.</param>
    /// <exception cref="SafeTensorsException">The file is cut off or malformed; the message says how.</exception>
    public static SafeTensorsContent Read(Stream stream)
    {
        var header = SafeTensorsHeader.Read(stream);
        var tensors = new Dictionary<string, Tensor>(header.Entries.Count);
        using var scope = NewDisposeScope();
        foreach (var entry in header.Entries)
        {
            var tensor = empty(entry.Shape, entry.Type.Scalar);
            TensorBytes.Read(tensor, entry.Type.ByteCount, stream);
            tensors.Add(entry.Name, tensor);
        }
        scope.Detach(tensors.Values);
        return new SafeTensorsContent(tensors, header.Metadata);
    }

    /// <summary>Releases the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
            tensor.Dispose();
    }
}

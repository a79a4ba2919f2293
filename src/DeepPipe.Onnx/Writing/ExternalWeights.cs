using System.Globalization;
using System.Security.Cryptography;
using global::Onnx;
using Google.Protobuf;

namespace DeepPipe.Onnx;

/// <summary>A file of weights beside a model, called after its content: an older model beside it never reads weights that are not its own.</summary>
/// <remarks>Offsets are multiples of 4096 bytes, as mapping into memory asks (ONNX, External Data).</remarks>
internal sealed class ExternalWeights : IDisposable
{
    private const int Alignment = 4096;
    private const int SmallestBytes = 1024;     // smaller tensors cost more as an entry than as bytes
    private const string Extension = ".weights";

    private readonly string path;
    private readonly bool isNew;
    private bool isKept;

    private ExternalWeights(string path, bool isNew, OnnxModel model)
    {
        this.path = path;
        this.isNew = isNew;
        Model = model;
    }

    /// <summary>The model, with its large weights in the file.</summary>
    internal OnnxModel Model { get; }

    internal string FileName => Path.GetFileName(path);

    /// <summary>Writes the weights of a model beside its place.</summary>
    internal static ExternalWeights Write(OnnxModel model, string modelPath)
    {
        var partial = $"{modelPath}.{Guid.NewGuid():N}{Extension}.partial";
        try
        {
            var moved = model.Initializers.Where(tensor => tensor.RawData.Length >= SmallestBytes).ToList();
            var hash = WriteAligned(moved, partial);
            var path = $"{modelPath}.{hash}{Extension}";
            var isNew = !File.Exists(path);
            File.Move(partial, path, overwrite: true);
            return new ExternalWeights(path, isNew, model.WithWeightsIn(Path.GetFileName(path), Offsets(moved)));
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Deletes the weights of models that stood at this place before.</summary>
    internal static void DeleteOthers(string modelPath, string? kept)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        foreach (var old in Directory.EnumerateFiles(folder, $"{Path.GetFileName(modelPath)}.*{Extension}"))
        {
            var name = Path.GetFileName(old);
            var hash = name[(Path.GetFileName(modelPath).Length + 1)..^Extension.Length];
            if (name != kept && hash.Length == 16 && hash.All(char.IsAsciiHexDigitLower))
                File.Delete(old);
        }
    }

    internal void Keep() => isKept = true;

    public void Dispose()
    {
        if (isNew && !isKept)
            File.Delete(path);
    }

    private static Dictionary<string, long> Offsets(IReadOnlyList<TensorProto> tensors)
    {
        var offsets = new Dictionary<string, long>();
        var offset = 0L;
        foreach (var tensor in tensors)
        {
            offsets[tensor.Name] = offset;
            offset += (tensor.RawData.Length + Alignment - 1) / Alignment * Alignment;
        }
        return offsets;
    }

    private static string WriteAligned(IReadOnlyList<TensorProto> tensors, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.Create(path);
        var padding = new byte[Alignment];
        foreach (var tensor in tensors)
        {
            Append(tensor.RawData.Span);
            Append(padding.AsSpan(0, (Alignment - (tensor.RawData.Length % Alignment)) % Alignment));
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));

        void Append(ReadOnlySpan<byte> bytes)
        {
            file.Write(bytes);
            hash.AppendData(bytes);
        }
    }

    /// <summary>Says in a tensor that its bytes lie in a file.</summary>
    internal static void Point(TensorProto tensor, string fileName, long offset)
    {
        var length = tensor.RawData.Length;
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        foreach (var (key, value) in new[] { ("location", fileName), ("offset", Text(offset)), ("length", Text(length)) })
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

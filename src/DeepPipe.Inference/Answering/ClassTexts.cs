using System.Text;
using DeepPipe.Bundle;
using Microsoft.ML.OnnxRuntime;

namespace DeepPipe.Inference;

/// <summary>Where a model writes the labels that it answers to one target, and how they become codes.</summary>
internal sealed class ClassTexts(SignatureTarget target) : IDisposable
{
    private readonly byte[][] labels = [.. target.Labels.Select(Encoding.UTF8.GetBytes)];
    private OrtValue? tensor;

    /// <summary>The tensor for as many rows as <see cref="Resize"/> was told.</summary>
    public OrtValue Tensor => tensor ?? throw new InvalidOperationException("There is no room for any row.");

    public void Resize(int rowCount)
    {
        Dispose();
        tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [rowCount, 1]);
    }

    /// <summary>Reads the codes of rows from the first of the tensor on.</summary>
    /// <exception cref="IntegrityException">A label is none of the target's.</exception>
    public void Read(Span<int> codes, int firstRow)
    {
        var code = 0;
        for (var row = 0; row < codes.Length; row++)
        {
            var text = Tensor.GetStringElementAsSpan(row);
            if (!text.SequenceEqual(labels[code]))
                code = CodeOf(text, firstRow + row);
            codes[row] = code;
        }
    }

    public void Dispose()
    {
        tensor?.Dispose();
        tensor = null;
    }

    private int CodeOf(ReadOnlySpan<byte> text, int row)
    {
        for (var code = 0; code < labels.Length; code++)
            if (text.SequenceEqual(labels[code]))
                return code;
        throw new IntegrityException(
            $"The model answers \"{Encoding.UTF8.GetString(text)}\" in row {row + 1}, which is none of the signature's labels: "
            + $"{string.Join(", ", target.Labels)}. Export the bundle again.");
    }
}

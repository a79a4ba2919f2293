using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>Moves the bytes of contiguous CPU tensors to and from streams.</summary>
internal static class TensorBytes
{
    // A span holds less than 2 GiB; larger tensors go in pieces of this many bytes.
    private const long PieceBytes = 256L << 20;

    public static void Write(Tensor tensor, int elementBytes, Stream stream) =>
        ForEachPiece(tensor, elementBytes, piece => stream.Write(piece.bytes));

    public static void Read(Tensor tensor, int elementBytes, Stream stream) =>
        ForEachPiece(tensor, elementBytes, piece => stream.ReadExactly(piece.bytes));

    private static void ForEachPiece(Tensor tensor, int elementBytes, Action<Tensor> act)
    {
        using var flat = tensor.view(-1);
        var elements = flat.numel();
        var pieceElements = PieceBytes / elementBytes;
        for (var start = 0L; start < elements; start += pieceElements)
        {
            using var piece = flat.narrow(0, start, Math.Min(pieceElements, elements - start));
            act(piece);
        }
    }
}

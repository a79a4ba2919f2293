using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Codes, int64 [rows, length], to 1 at each code that is there and else 0, float32 [rows, size - 1]: padding has no place.</summary>
internal sealed class ManyHot : BlockEncoder
{
    private readonly Tensor places;         // buffer, int64 [size - 1]

    public ManyHot(int size) : base(nameof(ManyHot), size - 1)
    {
        places = arange(Encoders.Codes.Unseen, size, ScalarType.Int64);
        register_buffer(nameof(places), places);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor codes) =>
        codes.unsqueeze(2).eq(places).any(1, keepdim: false).to(ScalarType.Float32);
}

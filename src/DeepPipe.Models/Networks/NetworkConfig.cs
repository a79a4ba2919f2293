using DeepPipe.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The section <c>network</c>.</summary>
[Variant("linear", typeof(LinearConfig))]
[Variant("mlp", typeof(MlpConfig))]
public abstract record NetworkConfig
{
    /// <summary>
    /// A network with fresh weights, drawn from torch's default generator. Its forward takes numbers, float32
    /// [rows, NumberWidth], and codes, int64 [rows, categories], and gives float32 [rows, OutputWidth].
    /// </summary>
    /// <exception cref="ArgumentException">The shape has neither numbers nor categories.</exception>
    public abstract nn.Module<Tensor, Tensor, Tensor> Build(NetworkShape shape);
}

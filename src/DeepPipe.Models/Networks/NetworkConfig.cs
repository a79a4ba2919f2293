using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>The section <c>network</c>.</summary>
[Variant("linear", typeof(LinearConfig))]
[Variant("mlp", typeof(MlpConfig))]
[Variant("resnet", typeof(ResNetConfig))]
[Variant("dcn_v2", typeof(CrossNetworkConfig))]
[Variant("ft_transformer", typeof(FeatureTransformerConfig))]
[Variant("tabm", typeof(TabMConfig))]
[Variant("wide_and_deep", typeof(WideAndDeepConfig))]
[Variant("dlinear", typeof(DLinearConfig))]
[Variant("nlinear", typeof(NLinearConfig))]
[Variant("patch_tst", typeof(PatchTransformerConfig))]
[Variant("gru", typeof(GruConfig))]
[Variant("lstm", typeof(LstmConfig))]
[Variant("gpt", typeof(GptConfig))]
[Variant("ensemble", typeof(EnsembleConfig))]
[Variant("custom", typeof(CustomNetworkConfig))]
public abstract record NetworkConfig
{
    /// <summary>Weights to start with: fine-tuning.</summary>
    /// <value>Optional. Without it, fresh weights.</value>
    public StartFromConfig? StartFrom { get; init; }

    /// <summary>Parts of the network that are not trained, by the beginning of their names: <c>[input, layers.0]</c>.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>Low-rank adapters, which alone are trained, beside the weights of <c>start_from</c>.</summary>
    /// <value>Optional. Without it, the weights themselves are trained.</value>
    public LoraConfig? Lora { get; init; }

    /// <summary>How numbers enter; what it asks to be fitted is fitted before the network is built.</summary>
    public virtual NumberInputConfig NumberInput => new PlainNumbersConfig();

    /// <summary>How many networks in one answer each row. Their answers are averaged, their losses too.</summary>
    public virtual int MemberCount => 1;

    /// <summary>Whether a batch of one row has no variance to normalise by, so that it cannot be trained on.</summary>
    public virtual bool NormalizesBatches => false;

    /// <summary>The SHA-256 of code that is not DeepPipe's, in lower-case hexadecimal digits; null where there is none.</summary>
    public virtual string? CodeHash => null;

    /// <summary>
    /// A network with fresh weights, drawn from torch's default generator. Its forward gives float32 [rows, OutputWidth]; where there
    /// is more than one member, [rows, members, OutputWidth].
    /// </summary>
    /// <exception cref="ArgumentException">The shape has no features.</exception>
    public abstract nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape);
}

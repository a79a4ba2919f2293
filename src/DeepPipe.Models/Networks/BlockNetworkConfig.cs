namespace DeepPipe.Models;

/// <summary>A network that reads every kind of feature: texts, sets, vectors and images each by an encoder to a vector.</summary>
public abstract record BlockNetworkConfig : NetworkConfig
{
    /// <summary>How texts enter.</summary>
    /// <value>Default <c>bag</c>.</value>
    public TextInputConfig Texts { get; init; } = new TextBagConfig();

    /// <summary>How sets enter.</summary>
    /// <value>Default <c>bag</c>.</value>
    public SetInputConfig Sets { get; init; } = new SetBagConfig();

    /// <summary>How vectors enter.</summary>
    /// <value>Default <c>plain</c>.</value>
    public VectorInputConfig Vectors { get; init; } = new PlainVectorConfig();

    /// <summary>How images enter.</summary>
    /// <value>Default <c>conv_net</c>.</value>
    public ImageInputConfig Images { get; init; } = new ConvNetConfig();

    /// <summary>An encoder with fresh weights.</summary>
    internal BlockEncoder Build(BlockShape shape) => shape switch
    {
        TextShape text => Texts.Build(text),
        SetShape set => Sets.Build(set),
        VectorShape vector => Vectors.Build(vector),
        ImageShape image => Images.Build(image),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
    };
}

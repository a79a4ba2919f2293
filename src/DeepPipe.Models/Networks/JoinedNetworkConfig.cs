namespace DeepPipe.Models;

/// <summary>A network whose first layer reads all features side by side.</summary>
public abstract record JoinedNetworkConfig : BlockNetworkConfig
{
    /// <summary>How numbers enter.</summary>
    /// <value>Default <c>plain</c>.</value>
    public NumberInputConfig Numbers { get; init; } = new PlainNumbersConfig();

    /// <summary>How categories enter.</summary>
    /// <value>Default <c>embedding</c>; of <c>tabm</c> <c>one_hot</c>.</value>
    public CategoryInputConfig Categories { get; init; } = new EmbeddingConfig();

    /// <inheritdoc/>
    public sealed override NumberInputConfig NumberInput => Numbers;
}

using DeepPipe.Configuration;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Recurrent layers over the steps; a linear layer reads what they hold after the last.</summary>
public abstract record RecurrentConfig : SeriesNetworkConfig
{
    /// <summary>The width of what a layer holds.</summary>
    /// <value>Default 64. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 64;

    /// <summary>How many layers follow each other.</summary>
    /// <value>Default 1. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Layers { get; init; } = 1;

    /// <summary>The share of each layer's outputs that a training step sets to 0.</summary>
    /// <value>Default 0. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    // libtorch warns of a dropout between layers where there is only one.
    private protected double DropoutBetween => Layers > 1 ? Dropout : 0;
}

/// <summary>Gated recurrent units.</summary>
/// <remarks>Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder" (2014).</remarks>
public sealed record GruConfig : RecurrentConfig
{
    internal override nn.Module<Tensor, Tensor> Build(SeriesShape series, int horizon)
    {
        var gru = nn.GRU(series.Channels, Width, Layers, batchFirst: true, dropout: DropoutBetween);
        return new RecurrentForecast(this, series, horizon, gru, input => gru.call(input).Item1);
    }
}

/// <summary>Long short-term memory.</summary>
/// <remarks>Hochreiter and Schmidhuber, "Long Short-Term Memory" (1997).</remarks>
public sealed record LstmConfig : RecurrentConfig
{
    internal override nn.Module<Tensor, Tensor> Build(SeriesShape series, int horizon)
    {
        var lstm = nn.LSTM(series.Channels, Width, Layers, batchFirst: true, dropout: DropoutBetween);
        return new RecurrentForecast(this, series, horizon, lstm, input => lstm.call(input).Item1);
    }
}

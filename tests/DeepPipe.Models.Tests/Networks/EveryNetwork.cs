namespace DeepPipe.Models.Tests;

/// <summary>Every network of the section <c>network</c>, small, and every way in of numbers and categories.</summary>
internal static class EveryNetwork
{
    public static readonly IReadOnlyDictionary<string, NetworkConfig> Configs = new Dictionary<string, NetworkConfig>
    {
        ["linear"] = new LinearConfig(),
        ["mlp"] = new MlpConfig { Layers = [8] },
        ["mlp, linear numbers"] = new MlpConfig { Layers = [8], Numbers = new LinearNumbersConfig { Width = 3 } },
        ["mlp, periodic numbers"] = new MlpConfig
        {
            Layers = [8],
            Numbers = new PeriodicNumbersConfig { Frequencies = 4, Width = 3, FrequencyScale = 0.3 },
            Categories = new OneHotConfig(),
        },
        ["mlp, shared periodic numbers"] = new MlpConfig
        {
            Layers = [8],
            Numbers = new PeriodicNumbersConfig { Frequencies = 4, Width = 3, FrequencyScale = 0.3, Shared = true },
        },
        ["mlp, piecewise-linear numbers"] = new MlpConfig { Layers = [8], Numbers = new PiecewiseLinearConfig { Width = 3, Relu = true } },
        ["resnet"] = new ResNetConfig { Blocks = 2, Width = 6, HiddenWidth = 8, ResidualDropout = 0.1 },
        ["resnet, layer norm"] = new ResNetConfig
        {
            Blocks = 1,
            Width = 6,
            HiddenWidth = 8,
            Norm = Normalization.Layer,
            Activation = Activation.Silu,
            Numbers = new LinearNumbersConfig { Width = 2 },
        },
        ["dcn_v2"] = new CrossNetworkConfig { Layers = [8, 4], Categories = new OneHotConfig() },
        ["ft_transformer"] = new FeatureTransformerConfig { Blocks = 2, Width = 8, Heads = 2, HiddenWidth = 6 },
        ["tabm"] = new TabMConfig { Members = 3, Layers = [8, 4] },
        ["tabm-mini"] = new TabMConfig
        {
            Members = 4,
            Mini = true,
            Layers = [8],
            Numbers = new PiecewiseLinearConfig { Width = 3 },
            Categories = new EmbeddingConfig { Width = 2 },
        },
        ["wide_and_deep"] = new WideAndDeepConfig { Layers = [8] },
        ["ensemble"] = new EnsembleConfig { Members = 3, Of = new MlpConfig { Layers = [8], Norm = Normalization.Batch } },
        ["custom"] = new CustomNetworkConfig { Assembly = typeof(OwnNetwork).Assembly.Location, Class = nameof(OwnNetwork) },
    };

    public static NetworkShape Shape(int numberCount, int indicatorCount, IReadOnlyList<int> categorySizes, int outputWidth = 2) =>
        new(numberCount, categorySizes, outputWidth)
        {
            IndicatorCount = indicatorCount,
            BinEdges = [.. Enumerable.Range(0, numberCount).Select(number => (double[])[-1 - number, 0, 0.5 * (number + 1), 2 + number])],
        };
}

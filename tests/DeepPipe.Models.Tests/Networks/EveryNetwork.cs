namespace DeepPipe.Models.Tests;

/// <summary>Every network of the section <c>network</c>, small, and every way in of numbers, categories, texts, sets, vectors and images.</summary>
internal static class EveryNetwork
{
    public static readonly IReadOnlyDictionary<string, NetworkConfig> Configs = new Dictionary<string, NetworkConfig>
    {
        ["linear"] = new LinearConfig(),
        ["mlp"] = new MlpConfig { Layers = [8] },
        ["mlp without hidden layers"] = new MlpConfig { Layers = [] },
        ["mlp, filters"] = new MlpConfig
        {
            Layers = [8],
            Texts = new TextCnnConfig { Width = 4, Filters = 12, FilterWidths = [1, 7] },
            Sets = new ManyHotConfig(),
            Vectors = new LinearVectorConfig { Width = 3 },
            Images = new ConvNetConfig { Channels = [3], Convolutions = 2, Norm = ChannelNormalization.None, Pooling = ImagePooling.Average },
        },
        ["mlp, residual images"] = new MlpConfig
        {
            Layers = [8],
            Texts = new TextTransformerConfig { Layers = 1, Width = 4, Heads = 2, HiddenWidth = 6 },
            Images = new ResNet9Config { Channels = 2 },
        },
        ["mlp, many residual images"] = new MlpConfig { Layers = [8], Images = new ResNet18Config { Channels = 2 } },
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

    /// <summary>Those that read a series and nothing else.</summary>
    public static readonly IReadOnlyDictionary<string, SeriesNetworkConfig> Series = new Dictionary<string, SeriesNetworkConfig>
    {
        ["dlinear"] = new DLinearConfig { Kernel = 4 },
        ["dlinear, individual"] = new DLinearConfig { Individual = true },
        ["nlinear"] = new NLinearConfig(),
        ["nlinear, individual"] = new NLinearConfig { Individual = true },
        ["patch_tst"] = new PatchTransformerConfig { Patch = 4, Stride = 3, Layers = 2, Width = 6, Heads = 2, HiddenWidth = 8 },
        ["gru"] = new GruConfig { Width = 5, Layers = 2, Dropout = 0.2 },
        ["lstm"] = new LstmConfig { Width = 4, Dropout = 0.2 },
    };

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => Configs.Keys.Concat(Series.Keys);

    /// <summary>A column of texts, of sets, of vectors and of images.</summary>
    public static readonly IReadOnlyList<BlockShape> Blocks =
    [
        new TextShape(5, 9), new SetShape(3, 6), new VectorShape(2) { Mean = [0.1, -1], Deviation = [1, 2] },
        new ImageShape(16, 17, 3) { Mean = [0.4, 0.5, 0.6], Deviation = [0.2, 0.3, 0.25] },
    ];

    public static NetworkConfig Config(string name) => Configs.TryGetValue(name, out var config) ? config : Series[name];

    /// <summary>A shape that has something of each kind that the network reads.</summary>
    public static NetworkShape Full(string name) =>
        Series.ContainsKey(name) ? OfSeries(11, 2, 3) : Shape(3, 1, [4, 5], blocks: Blocks);

    /// <summary>A shape of series alone, all of which are answered.</summary>
    public static NetworkShape OfSeries(int lookBack, int channels, int horizon) => new(0, [], horizon * channels)
    {
        Blocks = [.. Enumerable.Range(0, channels).Select(channel => new VectorShape(lookBack) { Mean = [0.1 * channel], Deviation = [1 + channel] })],
        ForecastBlocks = [.. Enumerable.Range(0, channels)],
    };

    public static NetworkShape Shape(
        int numberCount, int indicatorCount, IReadOnlyList<int> categorySizes, int outputWidth = 2, IReadOnlyList<BlockShape>? blocks = null) =>
        new(numberCount, categorySizes, outputWidth)
        {
            IndicatorCount = indicatorCount,
            Blocks = blocks ?? [],
            BinEdges = [.. Enumerable.Range(0, numberCount).Select(number => (double[])[-1 - number, 0, 0.5 * (number + 1), 2 + number])],
        };
}

using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>
/// See <see cref="GptConfig"/>. Weights start normal with deviation 0.02, of those that end what a layer adds divided by √(2 · layers);
/// biases start at 0.
/// </summary>
public sealed class GptNetwork : nn.Module<FeatureTensors, Tensor>
{
    private const double Deviation = 0.02;

    private readonly Embedding tokens;
    private readonly Embedding positions;
    private readonly Dropout dropout;
    private readonly ModuleList<GptBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear? output;        // null where the tokens' vectors are its weights
    private readonly GptConfig config;

    /// <summary>A network with fresh weights.</summary>
    /// <param name="config">Of which size.</param>
    /// <param name="context">How many tokens it sees at most. At least 1.</param>
    /// <param name="vocabularySize">How many tokens there are. At least 1.</param>
    public GptNetwork(GptConfig config, int context, int vocabularySize) : base(nameof(GptNetwork))
    {
        (this.config, Context, VocabularySize) = (config, context, vocabularySize);
        tokens = nn.Embedding(vocabularySize, config.Width);
        positions = nn.Embedding(context, config.Width);
        dropout = nn.Dropout(config.Dropout);
        blocks = nn.ModuleList(Enumerable.Range(0, config.Layers).Select(_ => new GptBlock(config)).ToArray());
        norm = nn.LayerNorm(config.Width, bias: config.Bias);
        output = config.Tied ? null : nn.Linear(config.Width, vocabularySize, hasBias: false);
        RegisterComponents();
        Draw();
    }

    /// <summary>How many tokens it sees at most.</summary>
    public int Context { get; }

    /// <summary>How many tokens there are.</summary>
    public int VocabularySize { get; }

    /// <summary>How many layers keep keys and values.</summary>
    public int LayerCount => config.Layers;

    /// <summary>How many heads each has.</summary>
    public int HeadCount => config.Heads;

    /// <summary>The width of a head's keys and values.</summary>
    public int HeadWidth => config.Width / config.Heads;

    /// <inheritdoc/>
    /// <remarks>The tokens are the first block; all else is left unread.</remarks>
    public override Tensor forward(FeatureTensors features) => Logits(features.Blocks[0]);

    /// <summary>For each place of each row, the logits of the token that follows it; a place sees itself and those before it.</summary>
    /// <param name="row">Int64 [rows, length], length from 1 to <see cref="Context"/>, each below <see cref="VocabularySize"/>.</param>
    /// <returns>Float32 [rows, length, vocabulary].</returns>
    /// <exception cref="ArgumentException">There are more tokens than the context has places.</exception>
    public Tensor Logits(Tensor row)
    {
        var length = row.shape[1];
        RequireRoom(length);
        var hidden = dropout.call(tokens.call(row) + positions.call(arange(length, ScalarType.Int64, row.device)));    // [rows, length, width]
        foreach (var block in blocks)
            hidden = block.call(hidden);
        return Output(norm.call(hidden));
    }

    /// <summary>Goes on from tokens whose keys and values are known: what <see cref="Logits"/> says of the last place, without reading them again.</summary>
    /// <param name="next">The tokens that follow, int64 [rows, n], n at least 1.</param>
    /// <param name="past">The keys and values of the m before, as of the last step; of <see cref="NoPast"/> at first.</param>
    /// <returns>The logits of the token after the last, float32 [rows, vocabulary], and the keys and values of all m + n.</returns>
    /// <exception cref="ArgumentException">m + n is more than the context has places.</exception>
    /// <remarks>
    /// Exported with the rows (0 of the tokens, 2 of the past), n (1 of the tokens) and m (4 of the past) as dynamic dimensions, it runs in
    /// ONNX Runtime a token at a time. A capture reads tokens in the sizes that it tries: the context must have room for them.
    /// </remarks>
    public (Tensor Logits, Tensor Past) Step(Tensor next, Tensor past)
    {
        var (count, known) = (next.shape[1], past.shape[4]);
        RequireRoom(known + count);
        var all = arange(known + count, ScalarType.Int64, next.device);
        var places = all.narrow(0, known, count);
        var sees = all.less_equal(places.unsqueeze(1));                             // [n, m + n]
        var hidden = dropout.call(tokens.call(next) + positions.call(places));      // [rows, n, width]
        var pasts = new List<Tensor>();
        for (var layer = 0; layer < blocks.Count; layer++)
        {
            (hidden, var keysAndValues) = blocks[layer].Step(hidden, past.select(0, layer), sees);
            pasts.Add(keysAndValues);
        }
        return (Output(norm.call(hidden.select(1, -1))), stack(pasts, 0));
    }

    /// <summary>The keys and values of no tokens.</summary>
    /// <returns>Float32 [layers, 2, rows, heads, 0, width / heads].</returns>
    public Tensor NoPast(long rowCount) =>
        empty([config.Layers, 2, rowCount, config.Heads, 0, config.Width / config.Heads], ScalarType.Float32, tokens.weight!.device);

    private Tensor Output(Tensor hidden) => output is null ? nn.functional.linear(hidden, tokens.weight!) : output.call(hidden);

    private void RequireRoom(long tokenCount)
    {
        if (tokenCount > Context)
            throw new ArgumentException($"The context has {Context} places; there are {tokenCount} tokens.");
    }

    private void Draw()
    {
        foreach (var (name, parameter) in named_parameters())
        {
            if (name.EndsWith(".bias", StringComparison.Ordinal))
                nn.init.zeros_(parameter);
            else if (parameter.Dimensions == 2)
                nn.init.normal_(parameter, 0, GptBlock.EndsWhatIsAdded(name) ? Deviation / Math.Sqrt(2 * config.Layers) : Deviation);
        }
    }
}

using DeepPipe.Features;
using DeepPipe.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Samples.CustomNetwork;

/// <summary>Gated linear units over the numbers and an embedding of each category.</summary>
/// <remarks>Shazeer, "GLU Variants Improve Transformer" (2020).</remarks>
public sealed class GatedNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly ModuleList<Embedding> embeddings;
    private readonly Linear first;
    private readonly ModuleList<Linear> gates;
    private readonly Linear output;

    /// <summary>The shape is DeepPipe's; what follows are the options of the config, in snake_case.</summary>
    public GatedNetwork(NetworkShape shape, int width = 128, int depth = 2, int embeddingWidth = 8) : base(nameof(GatedNetwork))
    {
        embeddings = nn.ModuleList(shape.CategorySizes.Select(size => nn.Embedding(size, embeddingWidth)).ToArray());
        first = nn.Linear(shape.NumberWidth + shape.CategorySizes.Count * embeddingWidth, width);
        gates = nn.ModuleList(Enumerable.Range(0, depth).Select(_ => nn.Linear(width, 2 * width)).ToArray());
        output = nn.Linear(width, shape.OutputWidth);
        RegisterComponents();
    }

    /// <summary>Numbers, float32 [rows, NumberWidth], and codes, int64 [rows, categories], to float32 [rows, OutputWidth].</summary>
    public override Tensor forward(FeatureTensors features)
    {
        var vectors = embeddings.Select((embedding, category) => embedding.call(features.Codes.select(1, category)));
        var hidden = first.call(cat([features.Numbers, .. vectors], 1));
        foreach (var gate in gates)
        {
            var halves = gate.call(hidden).chunk(2, 1);
            hidden = hidden + halves[0] * halves[1].sigmoid();
        }
        return output.call(hidden);
    }
}

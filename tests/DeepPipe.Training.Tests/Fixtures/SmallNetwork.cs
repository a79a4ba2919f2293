using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Training.Tests.Fixtures;

/// <summary>Everything that has state or draws at random: an embedding, batch norm, dropout.</summary>
internal sealed class SmallNetwork : Module<FeatureTensors, Tensor>
{
    private readonly Embedding embedding = Embedding(4, 3);
    private readonly Linear first = Linear(3 + 5, 16);
    private readonly BatchNorm1d norm = BatchNorm1d(16);
    private readonly Dropout dropout = Dropout(0.2);
    private readonly Linear last = Linear(16, 2);

    private SmallNetwork() : base(nameof(SmallNetwork)) => RegisterComponents();

    public static SmallNetwork Create(long seed = 11)
    {
        using var generator = manual_seed(seed);
        return new SmallNetwork();
    }

    public override Tensor forward(FeatureTensors features)
    {
        var input = cat([features.Numbers, embedding.call(features.Codes.select(1, 0))], 1);
        return last.call(dropout.call(functional.relu(norm.call(first.call(input)))));
    }
}

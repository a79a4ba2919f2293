using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Torch.Tests.Parameters;

/// <summary>Two layers with a normalisation between; on demand a weight tied by a second Parameter, or a frozen layer.</summary>
internal sealed class SmallNetwork : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(6, 6);
    private readonly BatchNorm1d norm = BatchNorm1d(6);
    private readonly Linear second = Linear(6, 6);
    private readonly Linear last = Linear(6, 3);

    private SmallNetwork() : base(nameof(SmallNetwork)) => RegisterComponents();

    public static SmallNetwork Create(long seed)
    {
        using var generator = manual_seed(seed);
        return new SmallNetwork();
    }

    public static SmallNetwork CreateTied(long seed)
    {
        var network = Create(seed);
        network.second.weight = network.first.weight!;
        return network;
    }

    public static SmallNetwork CreateFrozen(long seed)
    {
        var network = Create(seed);
        foreach (var parameter in network.second.parameters())
            parameter.requires_grad = false;
        return network;
    }

    public Linear First => first;

    public Linear Second => second;

    public override Tensor forward(Tensor input) =>
        last.call(functional.relu(second.call(norm.call(functional.relu(first.call(input))))));
}

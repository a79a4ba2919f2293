using DeepPipe.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="EnsembleConfig"/>. The output is [rows, members, OutputWidth].</summary>
internal sealed class EnsembleNetwork : nn.Module<FeatureTensors, Tensor>
{
    private readonly ModuleList<nn.Module<FeatureTensors, Tensor>> members;

    public EnsembleNetwork(nn.Module<FeatureTensors, Tensor>[] members) : base(nameof(EnsembleNetwork))
    {
        this.members = nn.ModuleList(members);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureTensors features) => stack([.. members.Select(member => member.call(features))], 1);
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="EnsembleConfig"/>. The output is [rows, members, OutputWidth].</summary>
internal sealed class EnsembleNetwork : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor, Tensor>> members;

    public EnsembleNetwork(nn.Module<Tensor, Tensor, Tensor>[] members) : base(nameof(EnsembleNetwork))
    {
        this.members = nn.ModuleList(members);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numbers, Tensor codes) => stack([.. members.Select(member => member.call(numbers, codes))], 1);
}

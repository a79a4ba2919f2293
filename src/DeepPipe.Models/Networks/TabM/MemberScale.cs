using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A factor for each member and input: [rows, 1 or members, width] to [rows, members, width].</summary>
internal sealed class MemberScale : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;      // [members, width]

    /// <param name="memberCount">How many members there are.</param>
    /// <param name="featureWidths">The inputs by features: those of one feature start with one factor.</param>
    /// <param name="start">What the factors start as.</param>
    public MemberScale(int memberCount, IReadOnlyList<int> featureWidths, ScaleStart start) : base(nameof(MemberScale))
    {
        using var frozen = no_grad();
        weight = new Parameter(cat([.. featureWidths.Select(width => Factors(memberCount, start).repeat(1, width))], 1));
        register_parameter(nameof(weight), weight);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input * weight;

    private static Tensor Factors(int memberCount, ScaleStart start) => start switch
    {
        ScaleStart.Ones => ones(memberCount, 1),
        ScaleStart.Normal => randn(memberCount, 1),
        ScaleStart.Signs => randint(0, 2, [memberCount, 1]).to(ScalarType.Float32).mul(2).sub(1),
        _ => throw new ArgumentOutOfRangeException(nameof(start), start, null),
    };
}

/// <summary>What factors start as.</summary>
internal enum ScaleStart
{
    /// <summary>1.</summary>
    Ones,

    /// <summary>1 or -1, evenly.</summary>
    Signs,

    /// <summary>Standard normal.</summary>
    Normal,
}

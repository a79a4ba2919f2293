using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

/// <summary>Holds what TorchSharp offers under torch.nn against the cases: a module or function that is new there has to be met.</summary>
public sealed class CoverageTests
{
    private const string Loss = "a loss, which belongs to training";
    private const string Random = "draws where its windows lie at random, in evaluation too";
    private const string Gradient = "a gradient, which belongs to training";
    private const string NotAPass = "makes a parameter, and has no forward";

    private static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["Parameter"] = NotAPass,
        ["FractionalMaxPool2d"] = Random,
        ["FractionalMaxPool3d"] = Random,
        ["F.fractional_max_pool2d"] = Random,
        ["F.fractional_max_pool2d_with_indices"] = Random,
        ["F.fractional_max_pool3d"] = Random,
        ["F.fractional_max_pool3d_with_indices"] = Random,
        ["F.adaptive_avg_pool3d_backward"] = Gradient,
        ["F.avg_pool2d_backward"] = Gradient,
        ["F.avg_pool3d_backward"] = Gradient,
        ["F.upsample_nearest1d_backward"] = Gradient,
        ["F.upsample_nearest2d_backward"] = Gradient,
        ["F.upsample_nearest3d_backward"] = Gradient,
        ["BCELoss"] = Loss,
        ["BCEWithLogitsLoss"] = Loss,
        ["CosineEmbeddingLoss"] = Loss,
        ["CrossEntropyLoss"] = Loss,
        ["CTCLoss"] = Loss,
        ["GaussianNLLLoss"] = Loss,
        ["HingeEmbeddingLoss"] = Loss,
        ["HuberLoss"] = Loss,
        ["KLDivLoss"] = Loss,
        ["L1Loss"] = Loss,
        ["MarginRankingLoss"] = Loss,
        ["MSELoss"] = Loss,
        ["MultiLabelMarginLoss"] = Loss,
        ["MultiLabelSoftMarginLoss"] = Loss,
        ["MultiMarginLoss"] = Loss,
        ["NLLLoss"] = Loss,
        ["PoissonNLLLoss"] = Loss,
        ["SmoothL1Loss"] = Loss,
        ["SoftMarginLoss"] = Loss,
        ["TripletMarginLoss"] = Loss,
        ["TripletMarginWithDistanceLoss"] = Loss,
        ["F.binary_cross_entropy"] = Loss,
        ["F.binary_cross_entropy_with_logits"] = Loss,
        ["F.cosine_embedding_loss"] = Loss,
        ["F.cross_entropy"] = Loss,
        ["F.ctc_loss"] = Loss,
        ["F.gaussian_nll_loss"] = Loss,
        ["F.hinge_embedding_loss"] = Loss,
        ["F.huber_loss"] = Loss,
        ["F.kl_div"] = Loss,
        ["F.l1_loss"] = Loss,
        ["F.margin_ranking_loss"] = Loss,
        ["F.mse_loss"] = Loss,
        ["F.multi_label_margin_loss"] = Loss,
        ["F.multi_margin_loss"] = Loss,
        ["F.multilabel_soft_margin_loss"] = Loss,
        ["F.nll_loss"] = Loss,
        ["F.poisson_nll_loss"] = Loss,
        ["F.smooth_l1_loss"] = Loss,
        ["F.soft_margin_loss"] = Loss,
        ["F.triplet_margin_loss"] = Loss,
        ["F.triplet_margin_with_distance_loss"] = Loss,
    };

    // TorchSharp 0.107 calls libtorch with what it does not take; each is run here, so that a version that can do it is noticed.
    private static readonly IReadOnlyDictionary<string, Func<Tensor, object>> FailsInTorch = new Dictionary<string, Func<Tensor, object>>
    {
        ["AdaptiveMaxPool3d"] = image => nn.AdaptiveMaxPool3d([2, 2, 2]).call(image.unsqueeze(2)),
        ["F.adaptive_max_pool3d"] = image => F.adaptive_max_pool3d(image.unsqueeze(2), [2, 2, 2]),
        ["F.adaptive_max_pool3d_with_indices"] = image => F.adaptive_max_pool3d_with_indices(image.unsqueeze(2), [2, 2, 2]),
        ["F.upsample_nearest"] = image => F.upsample_nearest(image, size: [7, 8]),
    };

    public static TheoryData<string> Failing() => new(FailsInTorch.Keys);

    [Fact]
    public void Every_module_and_function_has_a_case_or_a_reason()
    {
        var met = ModuleCases.All.Values.Select(entry => entry.Covers).Concat(LeftOut.Keys).Concat(FailsInTorch.Keys).ToHashSet();
        Assert.Equal("", string.Join(", ", Offered().Except(met)));
    }

    [Fact]
    public void Every_case_and_reason_is_of_something_that_TorchSharp_offers_and_none_has_both()
    {
        var cases = ModuleCases.All.Values.Select(entry => entry.Covers).ToHashSet();
        Assert.Equal("", string.Join(", ", cases.Concat(LeftOut.Keys).Concat(FailsInTorch.Keys).Except(Offered())));
        Assert.Equal("", string.Join(", ", cases.Intersect(LeftOut.Keys.Concat(FailsInTorch.Keys))));
    }

    [Theory, MemberData(nameof(Failing))]
    public void What_fails_in_torch_itself_still_does(string name)
    {
        using var scope = NewDisposeScope();
        Assert.ThrowsAny<Exception>(() => FailsInTorch[name](rand(1, 3, 4, 5)));
    }

    // An obsolete function is another spelling of one that is not.
    private static HashSet<string> Offered()
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var functions = typeof(nn.functional).GetMethods(declared)
            .Where(method => method.GetCustomAttribute<ObsoleteAttribute>() is null).Select(method => $"F.{method.Name}");
        var factories = typeof(nn).GetMethods(declared).Select(method => method.Name);
        var modules = typeof(torch).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "TorchSharp.Modules", IsAbstract: false } && type.IsAssignableTo(typeof(nn.Module)))
            .Select(type => type.Name.Split('`')[0]);
        return [.. functions, .. factories, .. modules];
    }
}

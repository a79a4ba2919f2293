using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

public sealed class LossTests
{
    // Of an answer in 0..1 and a truth in 0..1, both [rows, 3].
    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor, Tensor>> Refused = new Dictionary<string, Func<Tensor, Tensor, Tensor>>
    {
        ["aten::binary_cross_entropy"] = (x, y) => F.binary_cross_entropy(x.sigmoid(), y.sigmoid()),
        ["aten::binary_cross_entropy_with_logits"] = (x, y) => F.binary_cross_entropy_with_logits(x, y),
        ["aten::cosine_embedding_loss"] = (x, y) => F.cosine_embedding_loss(x, y, Classes(y)),
        ["aten::cross_entropy_loss"] = (x, y) => F.cross_entropy(x, Classes(y)),
        ["aten::ctc_loss"] = (x, _) => F.ctc_loss(x.unsqueeze(0).repeat(5, 1, 1), Codes(x, 2), Codes(x).add(4), Codes(x)),
        ["aten::hinge_embedding_loss"] = (x, y) => F.hinge_embedding_loss(x, y),
        ["aten::huber_loss"] = (x, y) => F.huber_loss(x, y),
        ["aten::kl_div"] = (x, y) => F.kl_div(x, y),
        ["aten::l1_loss"] = (x, y) => F.l1_loss(x, y),
        ["aten::margin_ranking_loss"] = (x, y) => F.margin_ranking_loss(x, y, y),
        ["aten::mse_loss"] = (x, y) => F.mse_loss(x, y),
        ["aten::multi_margin_loss"] = (x, y) => F.multi_margin_loss(x, Classes(y)),
        ["aten::multilabel_margin_loss"] = (x, _) => F.multi_label_margin_loss(x, Codes(x, 3)),
        ["aten::nll_loss_nd"] = (x, y) => F.nll_loss(x, Classes(y)),
        ["aten::poisson_nll_loss"] = (x, y) => F.poisson_nll_loss(x, y),
        ["aten::smooth_l1_loss"] = (x, y) => F.smooth_l1_loss(x, y),
        ["aten::soft_margin_loss"] = (x, y) => F.soft_margin_loss(x, y),
        ["aten::triplet_margin_loss"] = (x, y) => F.triplet_margin_loss(x, y, y),
    };

    public static TheoryData<string> Kinds() => new(LossLowerings.All.Keys);

    [Theory, MemberData(nameof(Kinds))]
    public void A_loss_is_refused_with_what_to_do(string kind)
    {
        using var scope = NewDisposeScope();
        var failure = Assert.Throws<OnnxExportException>(() =>
            OnnxExporter.Capture([], [rand(4, 3), rand(4, 3)], inputs => [Refused[kind](inputs[0], inputs[1])]));
        Assert.StartsWith($"{kind}(", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "in the root module cannot be exported: it is a loss, which compares an answer with the truth and belongs to training. Export the "
            + "module that gives the answer; if the distance is the answer, write it as arithmetic, such as (a - b).pow(2).mean().",
            failure.Message,
            StringComparison.Ordinal);
    }

    private static Tensor Classes(Tensor like) => like.argmax(1);

    private static Tensor Codes(Tensor like, params long[] shape) => ones([like.shape[0], .. shape], ScalarType.Int64);
}

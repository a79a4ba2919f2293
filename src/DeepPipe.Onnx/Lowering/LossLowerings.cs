namespace DeepPipe.Onnx;

/// <summary>What torch knows as a loss belongs to training and is refused.</summary>
/// <remarks>A loss without a name of its own comes through as the arithmetic that TorchSharp makes of it.</remarks>
internal static class LossLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new[]
    {
        "aten::mse_loss", "aten::l1_loss", "aten::smooth_l1_loss", "aten::huber_loss", "aten::kl_div", "aten::binary_cross_entropy",
        "aten::binary_cross_entropy_with_logits", "aten::cross_entropy_loss", "aten::nll_loss_nd", "aten::ctc_loss",
        "aten::cosine_embedding_loss", "aten::hinge_embedding_loss", "aten::margin_ranking_loss", "aten::multi_margin_loss",
        "aten::multilabel_margin_loss", "aten::poisson_nll_loss", "aten::soft_margin_loss", "aten::triplet_margin_loss",
    }.ToDictionary(kind => kind, _ => (Lowering)Refuse);

    private static void Refuse(LoweringContext context, GraphNode node) => throw context.Refuse(
        "it is a loss, which compares an answer with the truth and belongs to training. Export the module that gives the answer; if the "
        + "distance is the answer, write it as arithmetic, such as (a - b).pow(2).mean().");
}

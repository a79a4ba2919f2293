using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

public sealed class AttentionTests
{
    // [rows, heads, time, width]; keys are two longer than queries.
    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> Passes =
        new Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>>
        {
            ["plain"] = (q, k, v) => F.scaled_dot_product_attention(q, k, v),
            ["causal"] = (q, k, v) => F.scaled_dot_product_attention(q, k, v, is_casual: true),
            ["booleans"] = (q, k, v) => F.scaled_dot_product_attention(q, k, v, k.mean([3]).unsqueeze(2).gt(0)),
            ["numbers"] = (q, k, v) => F.scaled_dot_product_attention(q, k, v, k.mean([3]).unsqueeze(2).expand(-1, -1, q.shape[2], -1)),
            ["nothing is seen"] = (q, k, v) => F.scaled_dot_product_attention(q, k, v, q.mean([3], true).gt(0).expand(-1, -1, -1, k.shape[2])),
            ["minus infinity everywhere"] = (q, k, v) => F.scaled_dot_product_attention(
                q, k, v, where(q.mean([3], true).gt(0), 0.0, double.NegativeInfinity).to(ScalarType.Float32).expand(-1, -1, -1, k.shape[2])),
        };

    private static readonly IReadOnlyDictionary<int, string>[] Dimensions =
    [
        new Dictionary<int, string> { [0] = "rows", [2] = "time" },
        new Dictionary<int, string> { [0] = "rows", [2] = "past" },
        new Dictionary<int, string> { [0] = "rows", [2] = "past" },
    ];

    public static TheoryData<string, int> Cases() => new(Passes.Keys.SelectMany(name => new[] { (name, 21), (name, 23) }));

    [Theory, MemberData(nameof(Cases))]
    public void Attention_gives_the_same_numbers_in_torch_and_in_onnx(string name, int opset)
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        var model = Parity.HoldsAt(
            [],
            Inputs(3, 5, 7),
            [Inputs(1, 1, 1), Inputs(4, 6, 9), Inputs(2, 8, 3)],
            inputs => [Passes[name](inputs[0], inputs[1], inputs[2])],
            new OnnxOptions { Opset = opset, DynamicDimensions = Dimensions });
        Assert.Equal(opset == 23 ? 1 : 0, model.Graph.Node.Count(node => node.OpType == "Attention"));
    }

    private static IReadOnlyList<Tensor> Inputs(long rows, long time, long past) =>
        [randn(rows, 2, time, 4), randn(rows, 2, past, 4), randn(rows, 2, past, 4)];
}

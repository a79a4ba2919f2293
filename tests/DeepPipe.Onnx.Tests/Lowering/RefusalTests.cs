using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

public sealed class RefusalTests
{
    private const string DropsAlways = "the forward drops at random in evaluation too. Pass the module's own training flag to the function.";

    private const string SizeFromValues =
        "the size of its result follows from values, which a graph's shapes cannot. Use where, or multiply by the mask.";

    public static TheoryData<string, string> Cases() => new(Passes.Select(pass => (pass.Key, pass.Value.Reason)));

    [Theory, MemberData(nameof(Cases))]
    public void Operands_that_onnx_cannot_carry_are_refused(string name, string reason)
    {
        using var example = randn(3, 4, 2, 2);
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture([], [example], inputs => [Passes[name].Pass(inputs[0])]));
        Assert.EndsWith($"cannot be exported: {reason}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scaled_elu_is_refused()
    {
        var type = new TensorType(ScalarType.Float32, [Size.Of(new Dimension.OfInput("rows", 0, 0)), new Size(4)]);
        var (input, result) = (new GraphValue("v0", type, new GraphLeaf.Input(0)), new GraphValue("1", type));
        var elu = new GraphNode(
            "aten::elu",
            [new Operand.Value(input), new Operand.Float(1.67), new Operand.Float(1.05), new Operand.Int(new Size(1))],
            [result],
            "");
        var context = new LoweringContext(new OnnxGraphBuilder(), new CapturedGraph([elu], [result], [input]), ["input"], new OnnxOptions());
        var failure = Assert.Throws<OnnxExportException>(() => context.Run());
        Assert.EndsWith("cannot be exported: elu is known with scale 1 and input scale 1 only.", failure.Message, StringComparison.Ordinal);
    }

    private static Tensor Masked(Tensor x)
    {
        var written = x * 2;
        written[x.gt(-100)] = x.flatten();
        return written;
    }

    private static readonly IReadOnlyDictionary<string, (Func<Tensor, Tensor> Pass, string Reason)> Passes =
        new Dictionary<string, (Func<Tensor, Tensor>, string)>
        {
            ["places that are not 0"] = (x => x.nonzero(), SizeFromValues),
            ["places as rows"] = (x => x.argwhere(), SizeFromValues),
            ["numbers under a mask"] = (x => x.masked_select(x.gt(0)), SizeFromValues),
            ["tan of doubles"] = (x => x.to(ScalarType.Float64).tan(), "ONNX Runtime has no Tan in float64. Cast to float32 before."),
            ["erfc of doubles"] = (x => x.to(ScalarType.Float64).erfc(), "ONNX Runtime has no Erf in float64. Cast to float32 before."),
            ["atan2 of doubles"] = (x => x.to(ScalarType.Float64).atan2(x), "ONNX Runtime has no Atan in float64. Cast to float32 before."),
            ["differences of truths"] = (x => x.gt(0).diff(), "differences of truths are not known. Cast to numbers before."),
            ["several numbers under a mask"] = (x => Masked(x), "a mask is written with one number. Use where for several."),
            ["a mask as an index"] = (x => x[x.gt(0)], SizeFromValues),
            ["as many variables as rows"] = (x => x.flatten(1).cov(), "the count of variables must be fixed, for of one alone torch gives a number and not a matrix."),
            ["weighted observations"] = (x => x.flatten(1).t().cov(1, ones(x.shape[0], ScalarType.Int64)), "weights of observations are not known. Repeat the observations."),
            ["gelu of doubles"] = (
                x => F.gelu(x.to(ScalarType.Float64)), "ONNX Runtime has no error function in float64, of which gelu is made. Cast to float32 before."),
            ["a norm of singular values"] = (x => linalg.matrix_norm(x, 2), "a norm made of singular values (float 2) is not known, for ONNX has no operator for them."),
            ["the nuclear norm"] = (x => linalg.matrix_norm(x, "nuc"), "a norm made of singular values (\"nuc\") is not known, for ONNX has no operator for them."),
            ["an inverse by a power"] = (x => x.matrix_power(-1), "a negative power needs the inverse, which ONNX has no operator for."),
            ["a determinant of doubles"] = (x => x.to(ScalarType.Float64).det(), "ONNX Runtime has no Det in float64. Cast to float32 before."),
            ["a derivative of a higher order"] = (x => x.polygamma(2), "polygamma is known of the orders 0 and 1, not 2."),
            ["combinations of rows"] = (x => combinations(x.flatten(1).select(1, 0)), "combinations are known of a fixed size."),
            ["a histogram of open ends"] = (x => x.histc(5), "where the histogram begins and ends must be given."),
            ["a histogram of all"] = (x => histogram(x, 5).hist, "where the histogram begins and ends must be given."),
            ["a running extreme of whole numbers"] = (x => x.to(ScalarType.Int64).cummax(1).values, "running extremes are known of floating-point numbers. Cast before."),
            ["a running extreme of a number"] = (x => x.sum().cummax(0).values, "running extremes are known of tensors with dimensions."),
            ["dropout"] = (x => F.dropout(x, 0.5, training: true), DropsAlways),
            ["feature dropout"] = (x => F.dropout2d(x, 0.5, training: true), DropsAlways),
            ["alpha dropout"] = (x => F.alpha_dropout(x, 0.5, training: true), DropsAlways),
            ["feature alpha dropout"] = (x => F.feature_alpha_dropout(x, 0.5, training: true), DropsAlways),
        };
}

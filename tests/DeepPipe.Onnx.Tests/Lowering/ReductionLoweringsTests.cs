using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

public sealed class ReductionLoweringsTests
{
    // TorchSharp never asks for this form, so the graph is made by hand.
    [Fact]
    public void The_place_among_all_keeps_its_dimensions_where_asked()
    {
        var type = new TensorType(ScalarType.Float32, [Size.Of(new Dimension.OfInput("rows", 0, 0)), new Size(2)]);
        var input = new GraphValue("v0", type, new GraphLeaf.Input(0));
        var result = new GraphValue("1", new TensorType(ScalarType.Int64, [new Size(1), new Size(1)]));
        var node = new GraphNode("aten::argmax", [new Operand.Value(input), Operand.None.Instance, new Operand.Bool(true)], [result], "");
        var model = OnnxModelWriter.Write(new CapturedGraph([node], [result], [input]), ["x"], ["y"], new OnnxOptions());

        using var session = new InferenceSession(Parity.Bytes(model));
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(new float[] { 1, 2, 9, 4 }, [2, 2]))]);
        var place = results[0].AsTensor<long>();
        Assert.Equal([1, 1], place.Dimensions.ToArray());
        Assert.Equal([2L], place);
    }

    // A literal 0 is the element type Byte, so that sum(0) adds bytes.
    [Theory]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int16)]
    public void A_sum_in_a_small_type_wraps_as_in_torch(ScalarType element) => Parity.Holds(
        [], rows => [randint(0, 100, [rows, 9], ScalarType.Int64)], inputs => [inputs[0].sum(element).to(ScalarType.Int64)]);
}

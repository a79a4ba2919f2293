using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

public sealed class HalfOperationsTests
{
    public static TheoryData<string> Cases() => new(OperationCases.All.Keys.Except(OperationCases.AddingAtPlaces));

    // The numbers may fall to the other side of an edge, of a rounding or a bin, and are not compared.
    [Theory, MemberData(nameof(Cases))]
    public void An_operation_loads_in_float16_and_opset_23_and_answers_in_torch_s_shape(string name)
    {
        using var scope = NewDisposeScope();
        var model = OnnxExporter.Capture([], OperationCases.Rows(6), Pass, new OnnxOptions { Half = true, Opset = 23 });
        using var session = new InferenceSession(Parity.Bytes(model));
        foreach (var rows in (long[])[1, 4])
        {
            var inputs = OperationCases.Rows(rows);
            Parity.AgreesInShape(session, inputs, Pass(inputs));
        }

        IReadOnlyList<Tensor> Pass(IReadOnlyList<Tensor> inputs) =>
            [OperationCases.All[name](new OperationCases.Input(inputs[0], inputs[1], inputs[2], inputs[3]))];
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>An export draws no random number that its caller would have got.</summary>
public sealed class RandomStateTests
{
    [Fact]
    public void Random_numbers_go_on_as_if_nothing_had_been_exported()
    {
        var options = new OnnxOptions().Lower("aten::rand", call => call.Give(call.Constant(zeros(4))));
        Assert.Equal(
            NumbersAfter(() => { }),
            NumbersAfter(() => OnnxExporter.Capture([], [ones(2, 4)], inputs => [inputs[0] + rand(4)], options)));
    }

    [Fact]
    public void Random_numbers_go_on_as_before_a_forward_that_draws_and_is_refused() => Assert.Equal(
        NumbersAfter(() => { }),
        NumbersAfter(() => Assert.Throws<OnnxExportException>(
            () => OnnxExporter.Capture([], [ones(2, 4)], inputs => [inputs[0] + rand(4)]))));

    private static float[] NumbersAfter(Action act)
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed(7);
        act();
        return rand(8).data<float>().ToArray();
    }
}

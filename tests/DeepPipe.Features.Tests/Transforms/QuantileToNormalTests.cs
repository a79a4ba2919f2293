using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features.Tests;

public sealed class QuantileToNormalTests
{
    [Fact]
    public void A_transform_holds_what_its_native_calls_read_while_another_thread_collects_garbage()
    {
        using var scope = NewDisposeScope();
        using var transform = new QuantileToNormal([new QuantileScaling([-2, -1, 0, 0, 1, 3])]);
        var input = linspace(-3, 4, 7, ScalarType.Float64).unsqueeze(1);
        var expected = transform.call(input);
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var call = 0; call < 2000; call++)
            {
                using var inner = NewDisposeScope();
                Assert.True(transform.call(input).Equals(expected));
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}

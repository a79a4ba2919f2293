using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch.Tests;

public sealed partial class TracerTests : IDisposable
{
    private readonly DisposeScope tensors = NewDisposeScope();

    public void Dispose() => tensors.Dispose();

    [Fact]
    public void A_graph_holds_the_operations_in_the_order_in_which_they_ran()
    {
        var (input, weight) = (ones(2, 3), ones(3, 4));
        var graph = Tracer.Trace([input, weight], () => [input.mm(weight).relu(), input.neg()], () => "layer");
        Assert.Equal(["aten::mm", "aten::relu", "aten::neg"], Operations(graph));
        Assert.Equal(["o0", "o1"], graph.Outputs);
        Assert.Equal(["layer", "layer"], graph.Outputs.Select(output => graph.Scopes[output]));
        Assert.Contains("%v0 : Float(2, 3", graph.Text, StringComparison.Ordinal);
        Assert.Contains("%v1 : Float(3, 4", graph.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_belongs_to_the_scope_in_which_it_ran()
    {
        var (input, scope) = (ones(2), "first");
        var graph = Tracer.Trace([input], Forward, () => scope);
        Assert.Equal(["first", "second"], graph.Outputs.Select(output => graph.Scopes[output]));

        IReadOnlyList<Tensor> Forward()
        {
            var first = input.relu();
            scope = "second";
            return [first, first.neg()];
        }
    }

    [Fact]
    public void A_leaf_that_is_an_output_keeps_its_name()
    {
        var input = ones(2);
        Assert.Equal(["v0"], Tracer.Trace([input], () => [input], () => "").Outputs);
    }

    [Fact]
    public void A_tensor_from_outside_comes_with_its_exact_bits()
    {
        var (input, outside) = (ones(2), tensor(new[] { 1f / 3, 2f / 3 }));
        var graph = Tracer.Trace([input], () => [input + outside], () => "");
        var constant = Assert.Single(graph.Constants.Values, constant => constant.Tensor is not null).Tensor!;
        Assert.Equal([1f / 3, 2f / 3], constant.data<float>().ToArray());
        constant.Dispose();
    }

    [Fact]
    public void A_leaf_may_require_a_gradient_and_the_forward_makes_none()
    {
        var weight = ones(2, requires_grad: true);
        var result = weight;
        Tracer.Trace([weight], () => [result = weight * weight], () => "");
        Assert.True(weight.requires_grad);
        Assert.False(result.requires_grad);
    }

    [Fact]
    public void A_capture_within_a_capture_is_refused_and_the_next_one_works()
    {
        var input = ones(2);
        var failure = Assert.Throws<InvalidOperationException>(
            () => Tracer.Trace([input], () => Nested(input), () => ""));
        Assert.Equal("A capture is under way on this thread already.", failure.Message);
        AssertTracingIsOff();

        static IReadOnlyList<Tensor> Nested(Tensor input)
        {
            Tracer.Trace([input], () => [input.relu()], () => "");
            return [input];
        }
    }

    [Fact]
    public void A_forward_that_catches_what_an_operation_threw_is_told_so()
    {
        var input = ones(2);
        IReadOnlyList<Tensor> Forward()
        {
            try
            {
                return [input.view(3)];
            }
            catch (ExternalException)
            {
                return [input * 2];
            }
        }
        Assert.Equal(
            "an operation of libtorch failed and the pass caught its exception. Nothing is recorded from there on: ask before the operation "
            + "whether it can run.",
            Assert.Throws<InvalidOperationException>(() => Tracer.Trace([input], Forward, () => "")).Message);
        Assert.Equal(["o0"], Tracer.Trace([input], () => [input.relu()], () => "").Outputs);
    }

    [Fact]
    public void A_forward_that_throws_leaves_tracing_off()
    {
        var input = ones(2);
        Assert.Throws<TimeZoneNotFoundException>(() => Tracer.Trace(
            [input],
            () =>
            {
                input.relu();
                throw new TimeZoneNotFoundException();
            },
            () => ""));
        AssertTracingIsOff();
    }

    [Fact]
    public void A_forward_that_libtorch_refuses_leaves_tracing_off()
    {
        var input = ones(2, 3);
        Assert.ThrowsAny<Exception>(() => Tracer.Trace([input], () => [input.reshape(5)], () => ""));
        AssertTracingIsOff();
    }

    [Fact]
    public void A_scope_that_throws_fails_the_capture()
    {
        var input = ones(2);
        Assert.Throws<TimeZoneNotFoundException>(
            () => Tracer.Trace([input], () => [input.relu()], () => throw new TimeZoneNotFoundException()));
        AssertTracingIsOff();
    }

    [Fact]
    public void Threads_capture_at_once_without_meeting()
    {
        var graphs = new TracedGraph[4];
        var threads = graphs.Select((_, index) => new Thread(() =>
        {
            using var scope = NewDisposeScope();
            var input = ones(2);
            for (var round = 0; round < 20; round++)
                graphs[index] = Tracer.Trace(
                    [input], () => [Enumerable.Range(0, index + 1).Aggregate(input, (value, _) => value.relu())], () => $"thread {index}");
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        for (var index = 0; index < graphs.Length; index++)
        {
            Assert.Equal(Enumerable.Repeat("aten::relu", index + 1), Operations(graphs[index]));
            Assert.Equal($"thread {index}", graphs[index].Scopes["o0"]);
        }
    }

    [Fact]
    public void Captures_leave_neither_tensors_nor_memory_behind()
    {
        const int captures = 600;
        const long graphBytes = 27_000;   // what one capture would leave if its state were not ended
        Capture(captures);
        var (tensorCount, nativeBytes) = (Tensor.TotalCount, NativeBytes());
        Capture(captures);
        Assert.InRange(Tensor.TotalCount, 0, tensorCount);   // fewer where the finalizer came by for those of other tests
        Assert.InRange(NativeBytes() - nativeBytes, long.MinValue, captures * graphBytes / 4);

        static void Capture(int count)
        {
            for (var index = 0; index < count; index++)
            {
                using var scope = NewDisposeScope();
                var (input, outside) = (ones(2, 3), ones(3));
                var graph = Tracer.Trace([input], () => [((input + outside) * 2).relu().sum(1)], () => "layer");
                foreach (var constant in graph.Constants.Values)
                    constant.Tensor?.Dispose();
            }
        }
    }

    private static void AssertTracingIsOff()
    {
        var input = ones(2);
        var unrecorded = input.neg();
        Assert.Equal(["aten::relu"], Operations(Tracer.Trace([unrecorded], () => [unrecorded.relu()], () => "")));
    }

    // What was allocated for C# may or may not have been collected yet: it never counts.
    private static long NativeBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 - GC.GetTotalAllocatedBytes();
    }

    private static IEnumerable<string> Operations(TracedGraph graph) => Operation().Matches(graph.Text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"= (aten::\w+)\(")]
    private static partial Regex Operation();
}

using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Module = TorchSharp.torch.nn.Module;

namespace DeepPipe.Onnx.Tests;

public sealed class ExportLawTests
{
    private static readonly MallInfo NativeCounts =
        Marshal.GetDelegateForFunctionPointer<MallInfo>(NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "mallinfo2"));

    private const long GraphBytes = 27_000;     // what one of the several captures of an export would leave if the tracer's state were not ended

    public enum End
    {
        Well,
        Throws,
        IsUnknown,
        IsSteered,
    }

    [Theory]
    [InlineData(End.Well)]
    [InlineData(End.Throws)]
    [InlineData(End.IsUnknown)]
    [InlineData(End.IsSteered)]
    public void A_model_is_left_exactly_as_it_was(End end)
    {
        using var scope = NewDisposeScope();
        using var network = new Network(end);
        network.train();
        network.Norm.eval();
        network.First.weight.requires_grad = false;
        using var loss = network.First.call(randn(5, 4)).sum();
        loss.backward();
        var before = Everything(network);

        using var stream = new MemoryStream();
        var failure = Record.Exception(() => OnnxExporter.Export(network, randn(3, 4), stream));
        Assert.Equal(end != End.Well, failure is OnnxExportException);
        Assert.Equal(before, Everything(network));
        Assert.Equal(end == End.Well, stream.Length > 0);
        Assert.Empty(Hooks(network));
    }

    [Fact]
    public void A_forward_that_counts_its_calls_is_refused_and_the_count_is_as_before()
    {
        using var scope = NewDisposeScope();
        using var network = new Counting();
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture([("", network)], [ones(2, 3)], inputs => [network.call(inputs[0])]));
        Assert.StartsWith("aten::add_(", failure.Message, StringComparison.Ordinal);
        Assert.Equal(7, network.Calls.item<long>());
    }

    [Fact]
    public void Captures_leave_neither_tensors_nor_memory_behind_and_tracing_off() => HoldsFlat(100);

    [Fact(Explicit = true), Trait("Category", "Long")]
    public void A_thousand_captures_leave_neither_tensors_nor_memory_behind_and_tracing_off() => HoldsFlat(1000);

    [Fact]
    public void Threads_may_export_one_module_and_others_at_once()
    {
        using var shared = new Network(End.Well);
        var own = Enumerable.Range(0, 2).Select(_ => new Network(End.Well)).ToList();
        var (wanted, wantedOfOwn) = (Bytes(shared), own.Select(Bytes).ToList());
        using var failing = new Network(End.Throws);
        var failures = new ConcurrentBag<Exception>();
        var threads = own.Select((network, index) => new Thread(() =>
        {
            if (Record.Exception(() => ExportInTurn(network, wantedOfOwn[index])) is { } failure)
                failures.Add(failure);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
        Assert.True(shared.training);
        Assert.True(failing.training);
        own.ForEach(network => network.Dispose());

        void ExportInTurn(Network network, byte[] wantedOfNetwork)
        {
            for (var round = 0; round < 5; round++)
            {
                Assert.Equal(wanted, Bytes(shared));
                Assert.Equal(wantedOfNetwork, Bytes(network));
                Assert.Throws<OnnxExportException>(() => Bytes(failing));
            }
        }
    }

    private static void HoldsFlat(int captures)
    {
        using var network = new Network(End.Well);
        using var broken = new Network(End.Throws);
        var counts = Enumerable.Range(0, 5).Select(_ => CountsAfter(captures / 5)).ToList();
        Assert.InRange(counts[^1].Tensors, 0, counts[0].Tensors);      // fewer where a finaliser came by
        Assert.Equal(counts[0].Live, counts[^1].Live);
        Assert.InRange(LeastGrowth(counts.Select(count => count.Native)), long.MinValue, captures / 5 * GraphBytes);
        Assert.InRange(LeastGrowth(counts.Select(count => count.Managed)), long.MinValue, captures / 5 * GraphBytes);
        Parity.Holds([], rows => [randn(rows, 2)], inputs => [inputs[0].relu()]);

        (long Tensors, long Live, long Native, long Managed) CountsAfter(int count)
        {
            for (var index = 0; index < count; index++)
            {
                Bytes(network);
                Assert.Throws<OnnxExportException>(() => Bytes(broken));
            }
            return Counts();
        }
    }

    // What leaks grows each time; a compiler at work grows now and then.
    private static long LeastGrowth(IEnumerable<long> bytes) => bytes.Zip(bytes.Skip(1), (before, after) => after - before).Min();

    private static (long Tensors, long Live, long Native, long Managed) Counts()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        var used = NativeCounts();
        return (Tensor.TotalCount, DisposeScopeManager.Statistics.ThreadTotalLiveCount, (long)(used.uordblks + used.hblkhd), managed);
    }

    private static byte[] Bytes(Network network)
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        OnnxExporter.Export(network, ones(3, 4), stream);
        return stream.ToArray();
    }

    // Modes, gradients, devices and the bits of everything that a network holds.
    private static List<string> Everything(Module network) =>
    [
        .. network.named_modules().Prepend(("", network)).Select(module => $"{module.Item1} trains: {module.Item2.training}"),
        .. network.named_parameters().Select(pair =>
            $"{pair.name} {Text(pair.parameter)} learns: {pair.parameter.requires_grad} {(pair.parameter.grad is { } grad ? Text(grad) : "no gradient")}"),
        .. network.named_buffers().Select(pair => $"{pair.name} {Text(pair.buffer)}"),
    ];

    // TorchSharp keeps hooks in private dictionaries of each module's base classes.
    private static IEnumerable<string> Hooks(Module network) =>
        from module in network.named_modules().Select(pair => pair.module).Prepend(network)
        from type in BaseTypes(module.GetType())
        from field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.GetValue(module) is ICollection { Count: > 0 } && field.Name.Contains("hook", StringComparison.Ordinal)
        select $"{module.GetName()}.{field.Name}";

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }

    private static string Text(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return $"{Torch.TensorIdentity.Of(tensor)} {tensor.device} {Convert.ToHexString(tensor.detach().cpu().contiguous().bytes)}";
    }

    private delegate MallocCounts MallInfo();

    [StructLayout(LayoutKind.Sequential)]
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The names of malloc.h.")]
    private struct MallocCounts
    {
        internal nuint arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
    }

    private sealed class Network : Module<Tensor, Tensor>
    {
        internal readonly Linear First = Linear(4, 4);
        internal readonly BatchNorm1d Norm = BatchNorm1d(4);

        private readonly GRU recurrent = GRU(4, 3, batchFirst: true);
        private readonly Module<Tensor, Tensor> last;

        internal Network(End end) : base(nameof(Network))
        {
            last = new Ending(end);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var (sequence, _) = recurrent.call(Norm.call(First.call(input)).unsqueeze(1));
            return last.call(sequence.squeeze(1) + tensor(new float[] { 1, 2, 3 })).MoveToOuterDisposeScope();
        }
    }

    private sealed class Ending(End end) : Module<Tensor, Tensor>(nameof(Ending))
    {
        public override Tensor forward(Tensor input) => end switch
        {
            End.Throws => throw new InvalidOperationException("out of order"),
            End.IsUnknown => special.bessel_j1(input),
            End.IsSteered => input * input.sum().item<float>(),
            _ => input.relu(),
        };
    }

    private sealed class Counting : Module<Tensor, Tensor>
    {
        internal readonly Tensor Calls = tensor(7L);

        internal Counting() : base(nameof(Counting)) => register_buffer("calls", Calls);

        public override Tensor forward(Tensor input) => input * Calls.add_(1);
    }
}

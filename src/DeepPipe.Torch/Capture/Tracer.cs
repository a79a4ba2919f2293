using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch;

/// <summary>Runs a forward pass under libtorch's own tracer and gives back every ATen operation that it called.</summary>
/// <remarks>
/// The tracer sees operations, not C#: a branch that was not taken is not in the graph, and a number read from a tensor is a plain
/// number in it. Works on libtorch 2.10 on Linux.
/// </remarks>
public static unsafe class Tracer
{
    private const uint TensorTag = 1;
    private const int StateBytes = 512;
    private const int GraphOffset = 16;         // behind enable_shared_from_this
    private const int NodeInputsOffset = 16;    // std::vector<Value*>: begin, end
    private const int NodeOutputsOffset = 40;
    private const int ValueNumberOffset = 24;   // behind the virtual table, the node and the offset

    [ThreadStatic]
    private static Recording? recording;

    /// <summary>Records what a forward does.</summary>
    /// <param name="leaves">
    /// Every tensor that the graph begins with: inputs, parameters, buffers. A leaf is known by its identity: the forward must use
    /// these very tensors. Their values are named <c>v0</c>, <c>v1</c> ... in this order.
    /// </param>
    /// <param name="forward">The pass. It runs without gradients.</param>
    /// <param name="scope">The module that is running, asked for at each operation.</param>
    /// <returns>The graph as text, and what the text cannot carry.</returns>
    /// <exception cref="LibTorchException">This libtorch cannot be traced.</exception>
    /// <exception cref="InvalidOperationException">A capture is under way on this thread, or the pass caught what an operation threw.</exception>
    public static TracedGraph Trace(IReadOnlyList<Tensor> leaves, Func<IReadOnlyList<Tensor>> forward, Func<string> scope)
    {
        var symbols = TracerSymbols.Get();
        if (recording is not null)
            throw new InvalidOperationException("A capture is under way on this thread already.");

        using var noGradients = no_grad();
        var state = NativeMemory.AllocZeroed(StateBytes);
        symbols.NewState(state);
        recording = new Recording(scope);
        try
        {
            return TraceWith(symbols, state, leaves, forward);
        }
        finally
        {
            recording = null;
            symbols.EndState(state);
            NativeMemory.Free(state);
        }
    }

    private static TracedGraph TraceWith(
        TracerSymbols symbols, void* state, IReadOnlyList<Tensor> leaves, Func<IReadOnlyList<Tensor>> forward)
    {
        var graph = *(void**)((byte*)state + GraphOffset);
        var names = new Dictionary<nint, string>();
        var values = new nint[leaves.Count];
        for (var index = 0; index < leaves.Count; index++)
            values[index] = InsertLeaf(symbols, graph, leaves[index], $"v{index}", names);

        IReadOnlyList<string> outputs;
        Start(symbols, state);
        try
        {
            for (var index = 0; index < leaves.Count; index++)
                SetValue(symbols, leaves[index], values[index]);
            var results = forward();
            RequireStarted(symbols, state);
            outputs = NameOutputs(symbols, results, names);
        }
        finally
        {
            Stop(symbols);
        }
        recording!.Failure?.Throw();
        return new TracedGraph(Print(symbols, graph), outputs, Scopes(recording, names), Constants(symbols, recording, names));
    }

    // A tensor that requires a gradient cannot be a constant, so its detached alias is; the tensor itself is then given that value.
    private static nint InsertLeaf(TracerSymbols symbols, void* graph, Tensor leaf, string name, Dictionary<nint, string> names)
    {
        using var alias = leaf.detach();
        var none = stackalloc byte[320];
        new Span<byte>(none, 320).Clear();
        var constant = IValue.Of(alias);
        var value = symbols.InsertConstant(graph, &constant, none, none + 256);
        SetName(symbols, value, name);
        names[(nint)value] = name;
        return (nint)value;
    }

    private static void SetValue(TracerSymbols symbols, Tensor leaf, nint value)
    {
        var tensor = IValue.Of(leaf);
        symbols.SetValue(&tensor, (void*)value);
    }

    private static List<string> NameOutputs(TracerSymbols symbols, IReadOnlyList<Tensor> outputs, Dictionary<nint, string> names)
    {
        var result = new List<string>();
        foreach (var output in outputs)
        {
            var tensor = IValue.Of(output);
            var value = symbols.GetValue(&tensor);
            if (!names.TryGetValue((nint)value, out var name))
            {
                name = $"o{result.Count}";
                SetName(symbols, value, name);
                names[(nint)value] = name;
            }
            result.Add(name);
        }
        return result;
    }

    private static void Start(TracerSymbols symbols, void* state)
    {
        symbols.SetNodeCallback((delegate* unmanaged<void*, void>)&OnNode);
        var shared = stackalloc void*[2] { state, null };
        symbols.SetState(shared);
    }

    // An operation that fails takes the tracer off this thread and does not put it back; without it libtorch finds no value.
    private static void RequireStarted(TracerSymbols symbols, void* state)
    {
        if (*symbols.GetState() != state)
            throw new InvalidOperationException(
                "an operation of libtorch failed and the pass caught its exception. Nothing is recorded from there on: ask before the operation "
                + "whether it can run.");
    }

    private static void Stop(TracerSymbols symbols)
    {
        var shared = stackalloc void*[2] { null, null };
        symbols.SetState(shared);
    }

    // The callback is one for the process; threads that record at once are told apart by the thread-static recording.
    [UnmanagedCallersOnly]
    private static void OnNode(void* node) => recording?.Add((nint)node);

    private static void SetName(TracerSymbols symbols, void* value, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name + '\0');
        fixed (byte* data = bytes)
        {
            var text = new NativeString { Data = data, Size = (nuint)(bytes.Length - 1) };
            symbols.SetName(value, &text);
        }
    }

    private static string Print(TracerSymbols symbols, void* graph)
    {
        NativeString text;
        symbols.Print(&text, graph, 0);
        var result = Encoding.UTF8.GetString(text.Data, checked((int)text.Size));
        if (text.Data != text.Local)            // a short text lies within the string itself
            NativeMemory.Free(text.Data);
        return result;
    }

    private static Dictionary<string, string> Scopes(Recording recording, Dictionary<nint, string> names)
    {
        var scopes = new Dictionary<string, string>();
        for (var index = 0; index < recording.Nodes.Count; index++)
            foreach (var value in Values(recording.Nodes[index], NodeOutputsOffset))
                scopes[NameOf(value, names)] = recording.Scopes[index];
        return scopes;
    }

    // A tensor from outside enters the graph without a call back: it is found as the input of whoever uses it.
    private static Dictionary<string, TracedConstant> Constants(
        TracerSymbols symbols, Recording recording, Dictionary<nint, string> names)
    {
        var constants = new Dictionary<string, TracedConstant>();
        var values = recording.Nodes.SelectMany(node => (nint[])[.. Values(node, NodeInputsOffset), .. Values(node, NodeOutputsOffset)]);
        foreach (var value in values.Distinct())
            if (!IsLeaf(names, value) && ConstantOf(symbols, (void*)value) is { } constant)
                constants[NameOf(value, names)] = constant;
        return constants;
    }

    private static bool IsLeaf(Dictionary<nint, string> names, nint value) => names.TryGetValue(value, out var name) && name[0] == 'v';

    // Nodes and values live as long as the graph, that is until the state ends.
    private static nint[] Values(nint node, int offset)
    {
        var begin = *(nint**)((byte*)node + offset);
        var end = *(nint**)((byte*)node + offset + sizeof(nint));
        return new ReadOnlySpan<nint>(begin, checked((int)(end - begin))).ToArray();
    }

    private static string NameOf(nint value, Dictionary<nint, string> names) =>
        names.TryGetValue(value, out var name)
            ? name
            : (*(ulong*)((byte*)value + ValueNumberOffset)).ToString(CultureInfo.InvariantCulture);

    private static TracedConstant? ConstantOf(TracerSymbols symbols, void* value)
    {
        var result = stackalloc ulong[4];   // optional<IValue>: the IValue, then whether it is there
        new Span<ulong>(result, 4).Clear();
        symbols.ConstantOf(result, value);
        if (*(byte*)(result + 2) == 0)
            return null;
        var constant = (IValue*)result;
        return constant->Tag == TensorTag
            ? new TracedConstant(0, AdoptTensor((nint)constant->Payload))
            : new TracedConstant(constant->Payload, null);
    }

    // Takes over the reference that the IValue held: an at::Tensor is one pointer, freed by the operator delete that is free().
    private static Tensor AdoptTensor(nint implementation)
    {
        var handle = (nint*)NativeMemory.Alloc((nuint)sizeof(nint));
        *handle = implementation;
        return Tensor.UnsafeCreateTensor((nint)handle);
    }

    private sealed class Recording(Func<string> scope)
    {
        internal List<nint> Nodes { get; } = [];

        internal List<string> Scopes { get; } = [];

        internal ExceptionDispatchInfo? Failure { get; private set; }

        // Called from native code, so nothing may escape.
        internal void Add(nint node)
        {
            try
            {
                Nodes.Add(node);
                Scopes.Add(scope());
            }
            catch (Exception failure)
            {
                Failure ??= ExceptionDispatchInfo.Capture(failure);
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IValue
    {
        internal ulong Payload;
        internal uint Tag;

        internal static IValue Of(Tensor tensor) => new() { Payload = (ulong)TensorIdentity.Of(tensor), Tag = TensorTag };
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NativeString
    {
        internal byte* Data;
        internal nuint Size;
        internal fixed byte Local[16];
    }
}

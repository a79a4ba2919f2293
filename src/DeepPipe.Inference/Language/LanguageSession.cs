using DeepPipe.Bundle;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepPipe.Inference;

/// <summary>A loaded language model, and its steps. One thread at a time.</summary>
public sealed class LanguageSession : IDisposable
{
    private static readonly string[] Inputs = ["tokens", "past"];
    private static readonly string[] Outputs = ["logits", "present"];

    private readonly DeviceSession session;
    private readonly LanguageSignature signature;
    private readonly RunOptions options = new();

    private LanguageSession(DeviceSession session, LanguageSignature signature) => (this.session, this.signature) = (session, signature);

    /// <summary>Where the model runs: cpu or cuda:N.</summary>
    public string Device => session.Device;

    /// <summary>Loads a model.</summary>
    /// <param name="modelPath">The ONNX file.</param>
    /// <param name="signature">What it reads.</param>
    /// <param name="device">Where to run. Auto falls back to the CPU.</param>
    /// <param name="threads">How many threads compute on the CPU; 0 for as many as the process has cores.</param>
    /// <param name="warn">Is told why the model runs on the CPU where auto could not have a CUDA device.</param>
    /// <exception cref="DeviceUnavailableException">A CUDA device was asked for by name and cannot be had.</exception>
    /// <exception cref="IntegrityException">The model cannot be loaded, or the signature does not fit it.</exception>
    public static LanguageSession Open(string modelPath, LanguageSignature signature, DeviceChoice device, int threads, Action<string> warn)
    {
        var session = SessionFactory.Open(modelPath, device, threads, warn);
        var opened = new LanguageSession(session, signature);
        if (opened.Problem() is not { } problem)
            return opened;
        opened.Dispose();
        throw new IntegrityException($"{modelPath}: {problem}. Export the bundle again.");
    }

    /// <summary>Begins a text: nothing is known.</summary>
    public LanguageState Begin() => new(OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, TensorElementType.Float, [signature.Layers, 2, 1, signature.Heads, 0, signature.HeadWidth]), 0);

    /// <summary>Reads tokens behind those that are known.</summary>
    /// <param name="state">What is known; it is used up.</param>
    /// <param name="codes">The codes of one token or more; with what is known at most as many as the model sees.</param>
    /// <returns>The logits of the token after the last, one for each code, and what is known now.</returns>
    /// <exception cref="ArgumentException">There is no token, or there are too many.</exception>
    public (float[] Logits, LanguageState State) Step(LanguageState state, IReadOnlyList<int> codes)
    {
        if (codes.Count == 0 || state.Count + codes.Count > signature.Encoding.Length)
            throw new ArgumentException($"{codes.Count} tokens behind {state.Count}: the model sees {signature.Encoding.Length}.", nameof(codes));
        using var used = state;
        using var tokens = OrtValue.CreateTensorValueFromMemory(codes.Select(code => (long)code).ToArray(), [1, codes.Count]);
        var outputs = session.Model.Run(options, Inputs, [tokens, state.Past], Outputs);
        using var logits = outputs[0];
        return (logits.GetTensorDataAsSpan<float>().ToArray(), new LanguageState(outputs[1], state.Count + codes.Count));
    }

    /// <summary>Unloads the model.</summary>
    public void Dispose()
    {
        options.Dispose();
        session.Dispose();
    }

    private string? Problem()
    {
        var past = new[] { signature.Layers, 2, -1, signature.Heads, -1, signature.HeadWidth };
        (string Name, TensorElementType Element, int[] Shape, IReadOnlyDictionary<string, NodeMetadata> Nodes)[] expected =
        [
            (Inputs[0], TensorElementType.Int64, [-1, -1], session.Model.InputMetadata),
            (Inputs[1], TensorElementType.Float, past, session.Model.InputMetadata),
            (Outputs[0], TensorElementType.Float, [-1, signature.Encoding.Size], session.Model.OutputMetadata),
        ];
        foreach (var (name, element, shape, nodes) in expected)
            if (!nodes.TryGetValue(name, out var node) || node.ElementDataType != element || !node.Dimensions.SequenceEqual(shape))
                return $"the model has no \"{name}\" of {element.ToString().ToLowerInvariant()} [{string.Join(", ", shape)}], which the signature asks for";
        return session.Model.OutputMetadata.ContainsKey(Outputs[1]) ? null : $"the model has no \"{Outputs[1]}\"";
    }
}

/// <summary>The keys and values of the tokens that a language model has read.</summary>
public sealed class LanguageState : IDisposable
{
    internal LanguageState(OrtValue past, int count) => (Past, Count) = (past, count);

    /// <summary>How many tokens are known.</summary>
    public int Count { get; }

    internal OrtValue Past { get; }

    /// <summary>Frees them.</summary>
    public void Dispose() => Past.Dispose();
}

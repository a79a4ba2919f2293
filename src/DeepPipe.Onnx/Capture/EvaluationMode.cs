using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx;

/// <summary>Puts modules into evaluation mode, and each of their parts back into its own mode at the end.</summary>
internal sealed class EvaluationMode : IDisposable
{
    private readonly List<(Module Module, bool Training)> modes;

    internal EvaluationMode(IEnumerable<Module> roots)
    {
        modes = roots.SelectMany(root => root.modules().Prepend(root)).Select(module => (module, module.training)).ToList();
        foreach (var (module, _) in modes)
            module.eval();
    }

    // Parents come before their children, so the last word is each module's own.
    public void Dispose()
    {
        foreach (var (module, training) in modes)
            module.train(training);
    }
}

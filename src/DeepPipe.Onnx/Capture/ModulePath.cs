using System.Reflection;
using Module = TorchSharp.torch.nn.Module;

namespace DeepPipe.Onnx;

/// <summary>Follows which module is running, by hooks that are taken off again.</summary>
internal sealed class ModulePath : IDisposable
{
    private readonly Stack<string> running = new();
    private readonly List<object> hooks = [];

    internal ModulePath(IReadOnlyList<(string Name, Module Module)> roots)
    {
        foreach (var (name, root) in roots)
        {
            if (name.Length > 0)
                Follow(root, name);
            foreach (var (path, module) in root.named_modules())
                Follow(module, name.Length == 0 ? path : $"{name}.{path}");
        }
    }

    /// <summary>The path of the innermost module that is running; empty at the root.</summary>
    internal string Current => running.TryPeek(out var path) ? path : "";

    public void Dispose()
    {
        foreach (dynamic hook in hooks)
            hook.remove();
    }

    /// <summary>Forgets a pass that ended in an exception.</summary>
    internal void Reset() => running.Clear();

    // The hooks that take any module stand on a generic base class whose arguments differ from module to module.
    private void Follow(Module module, string path)
    {
        Hook(module, "register_forward_pre_hook", _ => running.Push(path));
        Hook(module, "register_forward_hook", _ => running.TryPop(out var _));
    }

    private void Hook(Module module, string registration, Action<Module> action)
    {
        var method = module.GetType().GetMethod(registration, BindingFlags.Public | BindingFlags.Instance, [typeof(Action<Module>)]);
        if (method?.Invoke(module, [action]) is { } hook)
            hooks.Add(hook);
    }
}

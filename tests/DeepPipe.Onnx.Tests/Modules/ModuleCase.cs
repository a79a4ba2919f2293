using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

/// <summary>A pass over modules, its inputs at a number of rows, and what it gives.</summary>
internal sealed record ModulePass(
    IReadOnlyList<Module> Modules,
    Func<long, IReadOnlyList<Tensor>> Rows,
    Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Forward)
{
    internal IReadOnlyList<(string Name, Module Module)> Named => Modules.Select(module => ("", module)).ToList();
}

/// <summary>A module or a function as a user calls it.</summary>
/// <param name="Name">
/// What it covers, up to the first comma: <c>Conv2d, groups</c> covers <c>torch.nn.Conv2d</c>, and <c>F.conv2d</c> covers
/// <c>torch.nn.functional.conv2d</c>.
/// </param>
/// <param name="Make">The pass, with weights of its own.</param>
internal sealed record ModuleCase(string Name, Func<ModulePass> Make)
{
    /// <summary>The ONNX operations that a reader expects, in order; empty where the case leaves them open.</summary>
    internal string Nodes { get; init; } = "";

    /// <summary>By how much answers may differ: 1e-5, and 1e-4 for deep networks.</summary>
    internal double Relative { get; init; } = 1e-5;

    internal string Covers => Name.Split(',')[0];

    /// <summary>A module of one input of floating-point numbers, [rows, shape].</summary>
    internal static ModuleCase Of(string name, Func<Module<Tensor, Tensor>> make, params long[] shape) =>
        Of(name, make, (module, inputs) => [module.call(inputs[0])], Numbers(shape));

    /// <summary>A module of two inputs of floating-point numbers.</summary>
    internal static ModuleCase Of(string name, Func<Module<Tensor, Tensor, Tensor>> make, long[] first, long[] second) =>
        Of(name, make, (module, inputs) => [module.call(inputs[0], inputs[1])], Numbers(first, second));

    /// <summary>A module that is called in a way of its own.</summary>
    internal static ModuleCase Of<T>(
        string name,
        Func<T> make,
        Func<T, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        Func<long, IReadOnlyList<Tensor>> rows)
        where T : Module =>
        new(name, () =>
        {
            manual_seed(7);
            var module = make();
            Shake(module);
            return new ModulePass([module], rows, inputs => forward(module, inputs));
        });

    /// <summary>A function of one input of floating-point numbers, [rows, shape].</summary>
    internal static ModuleCase Of(string name, Func<Tensor, Tensor> function, params long[] shape) =>
        Of(name, inputs => [function(inputs[0])], Numbers(shape));

    /// <summary>A function of two inputs of floating-point numbers.</summary>
    internal static ModuleCase Of(string name, Func<Tensor, Tensor, Tensor> function, long[] first, long[] second) =>
        Of(name, inputs => [function(inputs[0], inputs[1])], Numbers(first, second));

    /// <summary>A function of several inputs and outputs.</summary>
    internal static ModuleCase Of(
        string name, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> function, Func<long, IReadOnlyList<Tensor>> rows) =>
        new(name, () => new ModulePass([], rows, function));

    /// <summary>Normally distributed inputs, each [rows, shape].</summary>
    internal static Func<long, IReadOnlyList<Tensor>> Numbers(params long[][] shapes) => count =>
    {
        manual_seed(count);
        return shapes.Select(shape => randn([count, .. shape])).ToList();
    };

    /// <summary>Whole numbers from 0 up to a limit, [rows, shape].</summary>
    internal static Func<long, IReadOnlyList<Tensor>> Codes(long limit, params long[] shape) => count =>
    {
        manual_seed(count);
        return [randint(limit, [count, .. shape], ScalarType.Int64)];
    };

    // Weights of 1 and biases of 0 would hide a mistake, and TorchSharp leaves some weights as the memory was.
    private static void Shake(Module module)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var parameter in module.parameters())
            parameter.normal_(0, 0.4);
        foreach (var buffer in module.buffers().Where(buffer => buffer.is_floating_point()))
            buffer.add_(rand_like(buffer));
    }
}

using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

internal static class ActivationCases
{
    internal static readonly IReadOnlyList<ModuleCase> All = [.. Modules, .. InPlace, .. Functions, .. Dropouts];

    private static IReadOnlyList<ModuleCase> Modules =>
    [
        Wide("ReLU", () => ReLU(), "Relu"),
        Wide("ReLU, in place", () => Sequential(Identity(), Tanh(), ReLU(inplace: true)), "Tanh Relu"),
        Wide("ReLU6", () => ReLU6(), "Clip"),
        ModuleCase.Of("F.relu6, NaN", x => F.relu6(where(x.gt(0.7), double.NaN, x).to(ScalarType.Float32)), 9),
        Wide("LeakyReLU", () => LeakyReLU(0.2), "LeakyRelu"),
        Wide("RReLU", () => RReLU(0.1, 0.3), "LeakyRelu"),
        ModuleCase.Of("PReLU", () => PReLU(1), 3, 5) with { Nodes = "PRelu" },
        ModuleCase.Of("PReLU, a slope a channel", () => PReLU(3), 3, 5) with { Nodes = "PRelu" },
        ModuleCase.Of("PReLU, a slope a feature", () => PReLU(3), 3) with { Nodes = "PRelu" },
        Wide("ELU", () => ELU(0.7), "Elu"),
        Wide("SELU", () => SELU(), "Selu"),
        Wide("CELU", () => CELU(1.3), "Celu"),
        Wide("GELU", () => GELU(), "Gelu"),
        Wide("GELU, tanh", () => GELU(TorchSharp.Modules.GELU.Approximate.tanh), "Gelu"),
        Wide("SiLU", () => SiLU(), "Sigmoid Mul"),
        Wide("Mish", () => Mish(), "Softplus Tanh Mul"),
        Wide("Hardswish", () => Hardswish(), "HardSwish"),
        Wide("Hardsigmoid", () => Hardsigmoid(), "HardSigmoid"),
        Wide("Hardtanh", () => Sequential(Identity(), Softsign(), Hardtanh(-0.9, 0.5, inplace: true)), "Abs Add Div Clip"),
        Wide("Hardtanh, which TorchSharp 0.107 computes in place only", () => Hardtanh(-0.9, 0.5), "Identity"),
        Wide("Hardshrink", () => Hardshrink(0.8), "Shrink"),
        Wide("Softshrink", () => Softshrink(0.8), "Shrink"),
        Wide("Tanhshrink", () => Tanhshrink(), "Tanh Sub"),
        Wide("Tanh", () => Tanh(), "Tanh"),
        Wide("Sigmoid", () => Sigmoid(), "Sigmoid"),
        Wide("LogSigmoid", () => LogSigmoid(), ""),
        Wide("Softplus", () => Softplus(), "Softplus"),
        Wide("Softplus, beta and threshold", () => Softplus(2, 1.5), ""),
        Wide("Softsign", () => Softsign(), "Abs Add Div"),
        Wide("Threshold", () => Threshold(0.3, 20), ""),
        Wide("Softmax", () => Softmax(1), "Softmax"),
        Wide("Softmin", () => Softmin(1), "Neg Softmax"),
        Wide("LogSoftmax", () => LogSoftmax(-1), "LogSoftmax"),
        ModuleCase.Of("Softmax2d", () => Softmax2d(), 3, 2, 4) with { Nodes = "Softmax" },
        ModuleCase.Of("GLU", () => GLU(), 3, 8) with { Nodes = "Split Sigmoid Mul" },
        ModuleCase.Of("GLU, channels", () => GLU(1), 4, 3),
    ];

    private static IReadOnlyList<ModuleCase> InPlace =>
    [
        Overwriting("ReLU6", () => ReLU6(inplace: true)), Overwriting("LeakyReLU", () => LeakyReLU(0.2, inplace: true)),
        Overwriting("RReLU", () => RReLU(0.1, 0.3, inplace: true)), Overwriting("ELU", () => ELU(0.7, inplace: true)),
        Overwriting("SELU", () => SELU(inplace: true)), Overwriting("CELU", () => CELU(1.3, inplace: true)),
        Overwriting("GELU", () => GELU(inplace: true)), Overwriting("SiLU", () => SiLU(inplace: true)),
        Overwriting("Mish", () => Mish(inplace: true)), Overwriting("Hardswish", () => Hardswish(inplace: true)),
        Overwriting("Hardsigmoid", () => Hardsigmoid(inplace: true)), Overwriting("Sigmoid", () => Sigmoid(inplace: true)),
        Overwriting("Tanh", () => Tanh(inplace: true)), Overwriting("Softsign", () => Softsign(inplace: true)),
        Overwriting("Tanhshrink", () => Tanhshrink(inplace: true)), Overwriting("Threshold", () => Threshold(0.3, 20, inplace: true)),
    ];

    private static IReadOnlyList<ModuleCase> Functions =>
    [
        Function("F.relu", x => F.relu(x)), Function("F.relu6", x => F.relu6(x)), Function("F.leaky_relu", x => F.leaky_relu(x, 0.3)),
        Function("F.rrelu", x => F.rrelu(x)), Function("F.elu", x => F.elu(x, 1.2)), Function("F.selu", x => F.selu(x)),
        Function("F.celu", x => F.celu(x, 0.6)), Function("F.gelu", x => F.gelu(x)), Function("F.silu", x => F.silu(x)),
        Function("F.mish", x => F.mish(x)),
        Function("F.hardswish", x => F.hardswish(x)), Function("F.hardsigmoid", x => F.hardsigmoid(x)),
        Function("F.hardtanh", x => F.hardtanh(x)), Function("F.hardshrink", x => F.hardshrink(x)),
        Function("F.softshrink", x => F.softshrink(x)), Function("F.tanhshrink", x => F.tanhshrink(x)),
        Function("F.tanh", x => F.tanh(x)), Function("F.sigmoid", x => F.sigmoid(x)), Function("F.logsigmoid", x => F.logsigmoid(x)),
        Function("F.softplus", x => F.softplus(x)), Function("F.softsign", x => F.softsign(x)),
        Function("F.threshold", x => F.threshold(x, 0.1, -3)),
        Function("F.softmax", x => F.softmax(x, 1)), Function("F.softmax, in float64", x => F.softmax(x, 1, ScalarType.Float64)),
        Function("F.softmin", x => F.softmin(x, 1)), Function("F.log_softmax", x => F.log_softmax(x, 1)),
        ModuleCase.Of("F.softmax2d", x => F.softmax2d(x), 3, 2, 4), ModuleCase.Of("F.glu", x => F.glu(x), 3, 8),
        ModuleCase.Of("F.prelu", (x, slope) => F.prelu(x, slope.mean([0])), [3, 5], [3]),
    ];

    // In evaluation they are the identity and leave no node.
    private static IReadOnlyList<ModuleCase> Dropouts =>
    [
        Dropped("Dropout", () => Dropout(0.4), 3, 5), Dropped("Dropout, in place", () => Dropout(0.4, inplace: true), 3, 5),
        ModuleCase.Of("Dropout1d", () => Dropout1d(0.4), 3, 5), Dropped("Dropout2d", () => Dropout2d(0.4), 3, 4, 5),
        Dropped("Dropout3d", () => Dropout3d(0.4), 3, 4, 5, 2), Dropped("AlphaDropout", () => AlphaDropout(0.4), 3, 5),
        Dropped("FeatureAlphaDropout", () => FeatureAlphaDropout(0.4), 3, 5),
        Dropped("F.dropout", x => F.dropout(x, training: false), 3, 5), ModuleCase.Of("F.dropout1d", x => F.dropout1d(x, training: false), 3, 5),
        Dropped("F.dropout2d", x => F.dropout2d(x, training: false), 3, 4, 5),
        Dropped("F.dropout3d", x => F.dropout3d(x, training: false), 3, 4, 5, 2),
        Dropped("F.alpha_dropout", x => F.alpha_dropout(x), 3, 5),
        Dropped("F.feature_alpha_dropout", x => F.feature_alpha_dropout(x), 3, 5),
    ];

    // Numbers on both sides of every bend.
    private static ModuleCase Wide(string name, Func<Module<Tensor, Tensor>> make, string nodes) =>
        ModuleCase.Of(name, make, (module, inputs) => [module.call(inputs[0])], count => [WideNumbers(count)]) with { Nodes = nodes };

    // What it writes over is read again behind it; twice a number has twice its error.
    private static ModuleCase Overwriting(string name, Func<Module<Tensor, Tensor>> make) => ModuleCase.Of(
        $"{name}, in place",
        make,
        (module, inputs) =>
        {
            var made = inputs[0] * 0.5f;
            return [module.call(made), made * 2];
        },
        count => [WideNumbers(count)]) with
    { Relative = 1e-4 };

    private static ModuleCase Function(string name, Func<Tensor, Tensor> function) =>
        ModuleCase.Of(name, inputs => [function(inputs[0])], count => [WideNumbers(count)]);

    private static Tensor WideNumbers(long count) =>
        cat([ModuleCase.Numbers([20])(count)[0] * 4, tensor(new float[] { -1, 0, 1, 6, -6, 3, -3, 30, -30 }).expand(count, -1)], 1);

    private static ModuleCase Dropped(string name, Func<Module<Tensor, Tensor>> make, params long[] shape) =>
        ModuleCase.Of(name, () => Sequential(Tanh(), make()), shape) with { Nodes = "Tanh" };

    private static ModuleCase Dropped(string name, Func<Tensor, Tensor> function, params long[] shape) =>
        ModuleCase.Of(name, x => function(x.tanh()), shape) with { Nodes = "Tanh" };
}

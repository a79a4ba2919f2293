using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Other names of operations that have cases, and functions of modules as methods of tensors.</summary>
internal static class NameCases
{
    private static readonly Tensor Slopes = tensor(new float[] { 0.1f, 0.2f, 0.3f, 0.4f }).DetachFromDisposeScope();

    internal static readonly IReadOnlyDictionary<string, Func<OperationCases.Input, Tensor>> All =
        new Dictionary<string, Func<OperationCases.Input, Tensor>>
        {
            ["absolute"] = i => i.X.absolute(),
            ["arcsin"] = i => i.X.tanh().arcsin(),
            ["arctan"] = i => i.X.arctan(),
            ["arctan2"] = i => i.X.arctan2(i.Y),
            ["arcsinh"] = i => i.X.arcsinh(),
            ["arctanh"] = i => (i.X.tanh() * 0.9).arctanh(),
            ["named bitwise"] = i => i.K.bitwise_and(i.K + 1) + i.K.bitwise_not(),
            ["clip"] = i => i.X.clip(-0.5, 0.5),
            ["concatenate"] = i => concatenate([i.X, i.Y], 1),
            ["divide"] = i => i.X.divide(i.Y.abs() + 1),
            ["equal"] = i => i.K.equal(i.K.flip(1)),
            ["ger"] = i => i.X.select(1, 0).ger(i.Y.select(1, 1)),
            ["greater"] = i => i.X.greater(i.Y).logical_and(i.X.greater_equal(0.5)),
            ["less"] = i => i.X.less(i.Y).logical_or(i.X.less_equal(-0.5)),
            ["multiply"] = i => i.X.multiply(i.Y),
            ["negative"] = i => i.X.negative(),
            ["not equal"] = i => i.K.not_equal(2),
            ["subtract"] = i => i.X.subtract(i.Y),
            ["celu"] = i => i.X.celu(),
            ["elu of a tensor"] = i => i.X.elu(),
            ["gelu of a tensor"] = i => i.X.gelu(),
            ["glu"] = i => i.X.glu(1),
            ["hardsigmoid"] = i => (i.X * 3).hardsigmoid(),
            ["hardswish"] = i => (i.X * 3).hardswish(),
            ["hardtanh"] = i => i.X.hardtanh(-0.5, 0.75),
            ["leaky relu of a tensor"] = i => i.X.leaky_relu(0.1),
            ["log sigmoid"] = i => i.X.log_sigmoid(),
            ["log softmax of a tensor"] = i => i.X.log_softmax(1),
            ["prelu"] = i => i.X.prelu(Slopes),
            ["relu6"] = i => (i.X * 5).relu6(),
            ["rrelu"] = i => i.X.rrelu(0.25, 0.25),
            ["selu"] = i => i.X.selu(),
            ["silu of a tensor"] = i => i.X.silu(),
            ["softplus of a tensor"] = i => i.X.softplus(2),
            ["threshold"] = i => i.X.threshold(0.25, -1),
            ["channel shuffle"] = i => i.X.view(-1, 4, 1, 1).channel_shuffle(2),
            ["casts by name"] = i => i.X.@double() + i.K.@float() + i.D.@float() + i.X.@bool() + i.K.@short() + i.K.@int() + i.K.@long(),
            ["narrow casts by name"] = i => i.K.@byte() + i.K.@char() + i.X.half().@float() + i.X.bfloat16().@float(),
            ["to type"] = i => i.K.to_type(ScalarType.Float64) + i.X.type(ScalarType.Float64),
            ["cpu"] = i => i.X.cpu() + 1,
        };
}

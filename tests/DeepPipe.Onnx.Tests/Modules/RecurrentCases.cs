using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

internal static class RecurrentCases
{
    internal static readonly IReadOnlyList<ModuleCase> All = [.. Layers, .. States, .. Cells];

    private static IReadOnlyList<ModuleCase> Layers =>
    [
        Rnn("RNN", () => RNN(3, 4, batchFirst: true)),
        Rnn("RNN, relu", () => RNN(3, 4, nonLinearity: NonLinearities.ReLU, batchFirst: true, bias: false)),
        Rnn("RNN, deep in both directions", () => RNN(3, 4, 2, batchFirst: true, bidirectional: true)),
        Rnn("RNN, time first", () => RNN(3, 4)) with { Nodes = "RNN Squeeze" },
        Gru("GRU", () => GRU(3, 4, batchFirst: true)),
        Gru("GRU, without bias", () => GRU(3, 4, batchFirst: true, bias: false)),
        Gru("GRU, deep in both directions", () => GRU(3, 4, 2, batchFirst: true, bidirectional: true)),
        Gru("GRU, time first", () => GRU(3, 4)) with { Nodes = "GRU Squeeze" },
        Lstm("LSTM", () => LSTM(3, 4, batchFirst: true)),
        Lstm("LSTM, without bias", () => LSTM(3, 4, batchFirst: true, bias: false)),
        Lstm("LSTM, deep in both directions", () => LSTM(3, 4, 3, batchFirst: true, bidirectional: true, dropout: 0.3)),
        Lstm("LSTM, time first", () => LSTM(3, 4)) with { Nodes = "LSTM Squeeze" },
    ];

    private static IReadOnlyList<ModuleCase> States =>
    [
        ModuleCase.Of(
            "RNN, with states",
            () => RNN(3, 4, 2, batchFirst: true, bidirectional: true),
            (module, inputs) => Both(module.call(inputs[0], State(inputs[1]))),
            ModuleCase.Numbers([5, 3], [4, 4])),
        ModuleCase.Of(
            "GRU, with states",
            () => GRU(3, 4, 2, batchFirst: true, bidirectional: true),
            (module, inputs) => Both(module.call(inputs[0], State(inputs[1]))),
            ModuleCase.Numbers([5, 3], [4, 4])),
        ModuleCase.Of(
            "LSTM, with states",
            () => LSTM(3, 4, 2, batchFirst: true, bidirectional: true),
            (module, inputs) => Three(module.call(inputs[0], (State(inputs[1]), State(inputs[2])))),
            ModuleCase.Numbers([5, 3], [4, 4], [4, 4])),
        ModuleCase.Of(
            "GRU, twice the same",
            () => GRU(3, 3, batchFirst: true),
            (module, inputs) => [module.call(module.call(inputs[0]).Item1).Item1],
            ModuleCase.Numbers([5, 3])) with { Nodes = "Transpose GRU Squeeze Transpose Transpose GRU Squeeze Transpose" },
        ModuleCase.Of(
            "LSTM, states over time", () => LSTM(3, 4), (module, inputs) => Three(module.call(inputs[0])), ModuleCase.Numbers([2, 3])),
    ];

    private static IReadOnlyList<ModuleCase> Cells =>
    [
        ModuleCase.Of("RNNCell", () => RNNCell(3, 4), [3], [4]),
        ModuleCase.Of("RNNCell, relu", () => RNNCell(3, 4, NonLinearities.ReLU, bias: false), [3], [4]),
        ModuleCase.Of("GRUCell", () => GRUCell(3, 4), [3], [4])
            with { Nodes = "Gemm Split Gemm Split Add Sigmoid Add Sigmoid Mul Add Tanh Sub Mul Add" },
        ModuleCase.Of(
            "GRUCell, from nothing", () => GRUCell(3, 4, bias: false), (module, inputs) => [module.forward(inputs[0])], ModuleCase.Numbers([3])),
        ModuleCase.Of(
            "LSTMCell",
            () => LSTMCell(3, 4),
            (module, inputs) => Both(module.call(inputs[0], (inputs[1], inputs[2]))),
            ModuleCase.Numbers([3], [4], [4])) with { Nodes = "Gemm Gemm Add Split Sigmoid Sigmoid Tanh Sigmoid Mul Mul Add Tanh Mul" },
        ModuleCase.Of(
            "LSTMCell, without bias over time",
            () => LSTMCell(3, 4, bias: false),
            (module, inputs) =>
            {
                var state = (zeros(inputs[0].shape[0], 4), zeros(inputs[0].shape[0], 4));
                for (var step = 0; step < 3; step++)
                    state = module.call(inputs[0].select(1, step), state);
                return Both(state);
            },
            ModuleCase.Numbers([3, 3])),
    ];

    // States are [layers * directions, rows, width]; the rows are dimension 0 of an input.
    private static Tensor State(Tensor byRows) => byRows.transpose(0, 1).contiguous();

    private static IReadOnlyList<Tensor> Both((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];

    private static IReadOnlyList<Tensor> Three((Tensor First, Tensor Second, Tensor Third) three) => [three.First, three.Second, three.Third];

    private static ModuleCase Rnn(string name, Func<RNN> make) =>
        ModuleCase.Of(name, make, (module, inputs) => [module.call(inputs[0]).Item1], ModuleCase.Numbers([5, 3]));

    private static ModuleCase Gru(string name, Func<GRU> make) =>
        ModuleCase.Of(name, make, (module, inputs) => [module.call(inputs[0]).Item1], ModuleCase.Numbers([5, 3]));

    private static ModuleCase Lstm(string name, Func<LSTM> make) =>
        ModuleCase.Of(name, make, (module, inputs) => [module.call(inputs[0]).Item1], ModuleCase.Numbers([5, 3]));
}

namespace DeepPipe.Onnx;

/// <summary>Recurrent layers: plain, gated, and with long short-term memory.</summary>
/// <remarks>
/// torch's gates are input, forget, cell, output, and reset, update, new; ONNX's input, output, forget, cell, and update, reset, new.
/// </remarks>
internal static class RecurrentLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::rnn_tanh"] = Lower(new RecurrentKind("RNN", [0], [])),
        ["aten::rnn_relu"] = Lower(new RecurrentKind("RNN", [0], [("activations", "Relu")])),
        ["aten::gru"] = Lower(new RecurrentKind("GRU", [1, 0, 2], [("linear_before_reset", 1)])),
        ["aten::lstm"] = Lower(new RecurrentKind("LSTM", [0, 3, 1, 2], [])),
        ["aten::_pack_padded_sequence"] = (context, _) => throw context.Refuse(
            "how many steps packed sequences have in all depends on the data. Pass them padded, and mask what lies behind their ends."),
    };

    // Operands: input, states, weights, biases, layers, dropout, training, both directions, batch first.
    private static Lowering Lower(RecurrentKind kind) => (context, node) =>
    {
        if (context.IsTrue(node.Operands[6]) && context.Number(node.Operands[5]) is not 0)
            throw context.Refuse("the forward drops at random in evaluation too. Put the module into evaluation mode.");

        var directions = context.IsTrue(node.Operands[7]) ? 2 : 1;
        var stack = new RecurrentStack(context, node, kind, directions, (int)context.Fixed(node.Operands[4]));
        var given = node.Operands[1] is Operand.List states ? states.Items : [node.Operands[1]];
        var weights = (Operand.List)node.Operands[2];
        var (hasBias, batchFirst) = (context.IsTrue(node.Operands[3]), context.IsTrue(node.Operands[8]));
        var results = stack.Run(weights.Items, given, hasBias, batchFirst);
        for (var index = 0; index < node.Results.Count; index++)
            context.Give(results[index], index);
    };
}

using System.Globalization;
using System.Text;

namespace DeepPipe.Onnx;

/// <summary>What an export does, operation by operation, in the order of the forward.</summary>
/// <param name="Operations">The operations of the forward.</param>
/// <param name="Notes">As of <see cref="OnnxModel.Notes"/>.</param>
public sealed record OnnxExplanation(IReadOnlyList<ExplainedOperation> Operations, IReadOnlyList<string> Notes)
{
    /// <summary>Whether every operation can be exported.</summary>
    public bool CanExport => Operations.All(operation => operation.Problem is null);

    /// <summary>A table: module, operation, what it becomes; below it how many cannot be exported, and the notes.</summary>
    public override string ToString()
    {
        var rows = Operations.Select(Row).Prepend(["module", "operation", "becomes"]).ToList();
        var widths = Enumerable.Range(0, 2).Select(column => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2]}");
        var refused = Operations.Count(operation => operation.Problem is not null);
        text.AppendLine(CultureInfo.InvariantCulture, $"{Operations.Count} operations, {(refused == 0 ? "all can" : $"{refused} cannot")} be exported.");
        foreach (var note in Notes)
            text.AppendLine(note);
        return text.ToString();
    }

    private static string[] Row(ExplainedOperation operation) =>
    [
        operation.Module.Length == 0 ? "(root)" : operation.Module,
        operation.Operation,
        operation switch
        {
            { Problem: { } problem } => $"! {problem}",
            { OnnxOperators: [] } => "-",
            _ => string.Join(", ", operation.OnnxOperators),
        },
    ];
}

/// <summary>One operation of a forward.</summary>
/// <param name="Operation">Its name in torch, such as <c>aten::linear</c>.</param>
/// <param name="Operands">What it was called with: types and shapes of tensors, and numbers.</param>
/// <param name="Module">The path of the module that called it; empty at the root.</param>
/// <param name="OnnxOperators">The ONNX operators that it becomes; empty where it changes nothing, such as dropout in evaluation.</param>
/// <param name="Problem">Why it cannot be exported; null where it can.</param>
public sealed record ExplainedOperation(
    string Operation, IReadOnlyList<string> Operands, string Module, IReadOnlyList<string> OnnxOperators, string? Problem);

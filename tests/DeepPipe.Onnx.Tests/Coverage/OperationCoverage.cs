using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Gathers, pass by pass, what each operation becomes and how far ONNX Runtime's answers were from torch's.</summary>
internal sealed class OperationCoverage
{
    /// <summary>Differences up to here are not told apart: which of them is seen depends on the machine.</summary>
    private const int SmallestPower = -6;

    private readonly SortedDictionary<string, (SortedSet<string> Operators, double Difference)> operations = new(StringComparer.Ordinal);

    /// <summary>One line for each operation, in the order of their names.</summary>
    internal IReadOnlyList<CoverageRow> Rows => operations
        .Select(entry => new CoverageRow(entry.Key, string.Join(", ", entry.Value.Operators), Power(entry.Value.Difference))).ToList();

    /// <summary>Exports a pass, asks ONNX Runtime at a size that was not captured, and notes the difference with each of its operations.</summary>
    internal void Add(ModulePass pass)
    {
        using var scope = NewDisposeScope();
        foreach (var module in pass.Modules)
            module.eval();
        using var session = new InferenceSession(Parity.Bytes(OnnxExporter.Capture(pass.Named, pass.Rows(6), pass.Forward)));
        using var noGradients = no_grad();
        var inputs = pass.Rows(4);
        var difference = Parity.LargestDifference(session, inputs, pass.Forward(inputs));
        foreach (var operation in OnnxExporter.Explain(pass.Named, pass.Rows(6), pass.Forward).Operations)
            Note(operation, difference);
    }

    private void Note(ExplainedOperation operation, double difference)
    {
        var (operators, known) = operations.GetValueOrDefault(operation.Operation, ([], 0));
        operators.UnionWith(operation.OnnxOperators);
        operations[operation.Operation] = (operators, Math.Max(known, difference));
    }

    private static int Power(double difference) =>
        difference <= Math.Pow(10, SmallestPower) ? SmallestPower : (int)Math.Ceiling(Math.Log10(difference));
}

/// <summary>A line of the table.</summary>
/// <param name="Operation">Its name in torch.</param>
/// <param name="Operators">The ONNX operators that it becomes in some case; empty where it changes nothing.</param>
/// <param name="Power">The power of ten that no difference exceeded.</param>
internal sealed record CoverageRow(string Operation, string Operators, int Power)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"| `{Operation}` | 21 | {(Operators.Length == 0 ? "-" : Operators)} | 1e{Power} |");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for another line.</summary>
    internal static CoverageRow? Read(string line)
    {
        if (line.Split(" | ") is not [var name, _, var operators, var power] || !name.StartsWith("| `", StringComparison.Ordinal))
            return null;
        return new CoverageRow(
            name[3..^1], operators == "-" ? "" : operators, int.Parse(power.AsSpan(2, power.Length - 4), CultureInfo.InvariantCulture));
    }
}

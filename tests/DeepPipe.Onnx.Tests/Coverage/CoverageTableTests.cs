using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>Holds docs/onnx-operations.md against what the cases show.</summary>
public sealed class CoverageTableTests
{
    private const string Switch = "DEEPPIPE_WRITE_DOCS";

    private const string Head = """
        # Operations that are exported to ONNX

        Each operation of torch that stands in a test, the opset from which it is written, the ONNX operators that it becomes, and the power
        of ten that the difference between ONNX Runtime (CPU) and torch did not exceed in the cases that contain it: relative to torch's
        number where that is above 1, absolute below. `-` is an operation that changes nothing, such as dropout in evaluation. A few with no
        operator of their own are part of the operation that follows.

        Written by the tests: `DEEPPIPE_WRITE_DOCS=1 dotnet run -c Release --project tests/DeepPipe.Onnx.Tests -- -class '*CoverageTableTests'`.

        | Operation | Opset | ONNX operators | Largest difference |
        | --- | --- | --- | --- |
        """;

    private const string Tail = """
        ## Methods of TorchSharp without an operation here

        Methods of tensors and of `torch`, and those of `linalg`, `special` and `fft`, by their names, with the reason. What makes constants
        and what changes no number may stand in a forward; the others are refused, or fail before there is anything to export.


        """;

    [Fact]
    public void The_list_of_methods_that_are_not_exported_stands_in_the_document() =>
        Assert.EndsWith(LeftOut(), File.ReadAllText(TablePath()), StringComparison.Ordinal);

    [Fact]
    public void The_table_of_operations_is_what_the_cases_show()
    {
        var coverage = new OperationCoverage();
        foreach (var pass in Passes())
            coverage.Add(pass);
        if (Environment.GetEnvironmentVariable(Switch) == "1")
            File.WriteAllText(TablePath(), $"{Head.ReplaceLineEndings("\n")}\n{string.Join('\n', coverage.Rows)}\n\n{LeftOut()}");

        var written = File.ReadAllLines(TablePath()).Select(CoverageRow.Read).OfType<CoverageRow>().ToDictionary(row => row.Operation);
        var stale = coverage.Rows.Where(row => !IsHeld(row, written.GetValueOrDefault(row.Operation))).Select(row => row.ToString())
            .Concat(written.Keys.Except(coverage.Rows.Select(row => row.Operation)).Select(name => $"{name} is in no case")).ToList();
        Assert.True(stale.Count == 0, $"Set {Switch}=1 and run this test to write docs/onnx-operations.md anew: {string.Join('\n', stale)}");
    }

    [Fact]
    public void A_row_is_read_as_it_was_written()
    {
        foreach (var row in (CoverageRow[])[new("aten::add", "Add, Mul", -6), new("aten::dropout", "", -5)])
            Assert.Equal(row, CoverageRow.Read(row.ToString()));
        Assert.Null(CoverageRow.Read("| --- | --- | --- | --- |"));
    }

    private static string LeftOut() => $"{Tail.ReplaceLineEndings("\n")}{string.Join('\n', OperationsLeftOut.Lines)}\n";

    // Another machine rounds otherwise, by one power of ten at most.
    private static bool IsHeld(CoverageRow found, CoverageRow? written) =>
        written is not null && written.Operators == found.Operators && found.Power <= written.Power + 1;

    private static IEnumerable<ModulePass> Passes() =>
    [
        .. OperationCases.All.Values.Select(operation => new ModulePass(
            [], OperationCases.Rows, inputs => [operation(new OperationCases.Input(inputs[0], inputs[1], inputs[2], inputs[3]))])),
        .. InPlaceWritesTests.Passes.Values.Select(write => new ModulePass(
            [], ModuleCase.Numbers([4], [4]), inputs => write(inputs[0].clone(), inputs[1]))),
        .. ModuleCases.All.Values.Select(entry => entry.Make()),
    ];

    private static string TablePath([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "onnx-operations.md"));
}

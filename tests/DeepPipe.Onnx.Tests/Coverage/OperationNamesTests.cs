namespace DeepPipe.Onnx.Tests;

/// <summary>Holds what TorchSharp offers to compute with against the cases: a method that is new there has to be met.</summary>
public sealed class OperationNamesTests
{
    [Fact]
    public void Every_method_that_makes_tensors_has_a_case_or_a_reason() =>
        None(OperationsOffered.Names.Except(Cases()).Except(OperationsLeftOut.Reasons.Keys));

    [Fact]
    public void Every_reason_is_of_a_method_that_TorchSharp_offers() => None(OperationsLeftOut.Reasons.Keys.Except(OperationsOffered.Names));

    [Fact]
    public void No_method_has_both_a_case_and_a_reason() => None(OperationsLeftOut.Reasons.Keys.Intersect(Cases()));

    private static HashSet<string> Cases() =>
        CalledMethods.Of(OperationCases.All.Values).Select(OperationsOffered.Name).OfType<string>().ToHashSet();

    // The message of an assertion about texts or collections would be cut short.
    private static void None(IEnumerable<string> names)
    {
        var listed = string.Join(", ", names.Order(StringComparer.Ordinal));
        Assert.True(listed.Length == 0, listed);
    }
}

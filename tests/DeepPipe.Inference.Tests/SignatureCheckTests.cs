using DeepPipe.Bundle;
using DeepPipe.Inference.Tests.Models;
using DeepPipe.Statistics;

namespace DeepPipe.Inference.Tests;

public sealed class SignatureCheckTests : IDisposable
{
    private readonly TestBundle bundle = new();

    public static TheoryData<Signature, string> Misfits { get; } = new()
    {
        { With(inputs: [.. Income.Inputs, new("weight", ColumnType.Number, [])]), "the model has no input \"weight\"" },
        { With(inputs: Income.Inputs.Take(2)), "the model's input \"work\" is no column of the signature" },
        {
            With(inputs: [new("age", ColumnType.Category, []), .. Income.Inputs.Skip(1)]),
            "the model's input \"age\" is double [rows, 1]; the signature asks for string [rows, 1]"
        },
        {
            With(Target with { Task = SignatureTarget.Multiclass, Labels = ["a", "b", "c"] }),
            "the model's output \"probabilities\" is float [rows, 2]; the signature asks for float [rows, 3]"
        },
        {
            With(Target with { Task = SignatureTarget.Regression, Labels = [] }),
            "the model's output \"prediction\" is string [rows, 1]; the signature asks for float [rows, 1]"
        },
        {
            With(Target with { Task = SignatureTarget.Multilabel, Separator = "|" }),
            "the model's output \"prediction\" is string [rows, 1]; the signature asks for int64 [rows, 2]"
        },
        {
            With(Target with { Prefix = "income." }), "the model has no output \"income.prediction\""
        },
    };

    private static SignatureTarget Target => Income.Targets[0];

    private static Signature Income => IncomeModel.Signature;

    [Theory, MemberData(nameof(Misfits), DisableDiscoveryEnumeration = true)]
    public void A_signature_that_does_not_fit_the_model_is_refused(Signature signature, string message) => Assert.Equal(
        $"{bundle.ModelPath}: {message}. Export the bundle again.",
        Assert.Throws<IntegrityException>(() => Predictor.Open(bundle.ModelPath, signature, new DeviceChoice.Cpu(), 1, Assert.Fail)).Message);

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        File.WriteAllText(bundle.ModelPath, "no model");

        var exception = Assert.Throws<IntegrityException>(
            () => Predictor.Open(bundle.ModelPath, Income, new DeviceChoice.Cpu(), 1, Assert.Fail));
        Assert.StartsWith($"{bundle.ModelPath}: ONNX Runtime cannot load the model: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => bundle.Dispose();

    private static Signature With(SignatureTarget target) => Income with { Targets = [target] };

    private static Signature With(IEnumerable<SignatureColumn> inputs) => Income with { Inputs = [.. inputs] };
}

using System.Globalization;
using CsCheck;

namespace DeepPipe.Evaluation.Tests.Gating;

public sealed class GatesTests
{
    private static readonly Dictionary<string, double> Scores =
        new() { ["test.accuracy"] = 0.8312, ["test.log_loss"] = 0.4, ["test.roc_auc"] = double.NaN };

    [Fact]
    public void Without_gates_every_model_passes() => Gates.Check([], Scores);

    [Fact]
    public void A_value_on_its_bound_passes() =>
        Gates.Check([new() { Metric = "test.accuracy", AtLeast = 0.8312, AtMost = 0.8312 }], Scores);

    [Fact]
    public void A_gate_holds_exactly_between_its_bounds() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample((value, one, other) =>
        {
            var gate = new GateConfig { Metric = "test.r2", AtLeast = Math.Min(one, other), AtMost = Math.Max(one, other) };
            return Passes(gate, value) == (value >= gate.AtLeast && value <= gate.AtMost);
        });

    [Fact]
    public void Every_failed_gate_is_listed_with_bound_and_value()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var failure = Assert.Throws<GateException>(() => Gates.Check(
                [
                    new() { Metric = "test.accuracy", AtLeast = 0.84 },
                    new() { Metric = "test.log_loss", AtMost = 0.5 },
                    new() { Metric = "test.log_loss", AtLeast = 0.1, AtMost = 0.3 },
                    new() { Metric = "test.roc_auc", AtLeast = 0.9 },
                    new() { Metric = "test.rmse", AtMost = 1 },
                ],
                Scores));
            Assert.Equal(
                """
                4 of 5 quality gates failed:
                  test.accuracy is 0.8312. Asked: at least 0.84.
                  test.log_loss is 0.4. Asked: at least 0.1 and at most 0.3.
                  test.roc_auc is undefined on these rows. Asked: at least 0.9.
                  test.rmse was not measured. Asked: at most 1.
                """,
                failure.Message);
            Assert.Equal([0.8312, 0.4, double.NaN, null], failure.Failed.Select(one => one.Value));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static bool Passes(GateConfig gate, double value)
    {
        try
        {
            Gates.Check([gate], new Dictionary<string, double> { [gate.Metric] = value });
            return true;
        }
        catch (GateException)
        {
            return false;
        }
    }
}

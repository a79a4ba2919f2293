using DeepPipe.Statistics;

namespace DeepPipe.Evaluation.Tests.Reports;

public sealed class ClassificationReportTests
{
    [Fact]
    public void Two_classes_are_reported_beside_the_baseline() => Assert.Equal(
        """
        class             precision  recall      f1  rows
        <=50K                1.0000  0.6667  0.8000     3
        >50K (positive)      0.5000  1.0000  0.6667     1
        macro average        0.7500  0.8333  0.7333     4
        weighted average     0.8750  0.7500  0.7667     4

                            model  baseline
        accuracy           0.7500    0.7500
        balanced_accuracy  0.8333    0.5000
        f1                 0.6667    0.0000
        f1_macro           0.7333    0.4286
        log_loss           0.3670    0.5623
        roc_auc            1.0000    0.5000
        average_precision  1.0000    0.2500
        brier              0.1125    0.1875
        The baseline gives every row the shares of the classes in the training rows.

        truth \ prediction  <=50K  >50K
        <=50K                   2     1
        >50K                    0     1

        """,
        Text([0, 0, 0, 1], [0.9, 0.1, 0.8, 0.2, 0.4, 0.6, 0.2, 0.8], ["<=50K", ">50K"], [3, 1]));

    [Fact]
    public void What_is_undefined_is_said()
    {
        var text = Text([0, 0], [0.9, 0.1, 0.8, 0.2], ["no", "yes"], [3, 1]);
        Assert.Contains("roc_auc            undefined  undefined\n", text, StringComparison.Ordinal);
        Assert.Contains("roc_auc is undefined: every row is of class \"no\".\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_classes_the_most_confused_pairs_are_named()
    {
        const int count = 40;
        string[] classes = [.. Enumerable.Range(0, count).Select(code => $"c{code}")];
        int[] labels = [.. Enumerable.Range(0, count), 7, 7];
        var probabilities = new double[labels.Length * count];
        for (var row = 0; row < labels.Length; row++)
            probabilities[row * count + (labels[row] == 7 ? 8 : labels[row])] = 1;

        var text = Text(labels, probabilities, classes, [.. Enumerable.Repeat(1L, count)]);
        Assert.EndsWith(
            """
            most confused: truth  prediction  rows
            c7                            c8     3

            """,
            text, StringComparison.Ordinal);
        Assert.Contains("(10 rarer classes)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        var text = Text([0, 1], [1, 0, 0, 1], [new string('x', 60), "b\nc"], [1, 1]);
        Assert.Contains($"\n{new string('x', 37)}...  ", text, StringComparison.Ordinal);
        Assert.Contains("\nb c ", text, StringComparison.Ordinal);
    }

    private static string Text(int[] labels, double[] probabilities, string[] classes, long[] trainCounts) => ClassificationReport.Text(
        ClassificationMetrics.Of(labels, probabilities, classes, null),
        ClassificationMetrics.Baseline(labels, trainCounts, classes, null));
}

using System.Globalization;
using DeepPipe.Training.Tests.Fixtures;

namespace DeepPipe.Training.Tests;

public sealed class MetricsJournalTests
{
    private static readonly IReadOnlyDictionary<string, double> Scores = new Dictionary<string, double>
    {
        ["validation.loss"] = 0.1 + 0.2,
        ["validation.roc_auc"] = double.NaN,
    };

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("")]
    public void A_line_reads_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            using var folder = new RunFolder();
            using (var journal = MetricsJournal.Open(folder.Path, 0))
                journal.Append(3, 306, 1e-3, 1234.5, Scores);
            Assert.Equal(
                "{\"epoch\":3,\"step\":306,\"learning_rate\":0.001,\"train.loss\":1234.5,"
                + "\"validation.loss\":0.30000000000000004,\"validation.roc_auc\":null}\n",
                File.ReadAllText(folder.Metrics));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Opening_cuts_what_the_checkpoint_does_not_know_of()
    {
        using var folder = new RunFolder();
        long length;
        using (var journal = MetricsJournal.Open(folder.Path, 0))
        {
            journal.Append(1, 10, 1, 1, Scores);
            length = journal.Length;
            journal.Append(2, 20, 1, 1, Scores);
        }
        MetricsJournal.Open(folder.Path, length).Dispose();
        Assert.Single(File.ReadAllLines(folder.Metrics));
    }

    [Fact]
    public void A_journal_that_lost_lines_is_refused()
    {
        using var folder = new RunFolder();
        File.WriteAllText(folder.Metrics, "{}\n");
        var failure = Assert.Throws<CheckpointException>(() => MetricsJournal.Open(folder.Path, 10));
        Assert.Equal(
            $"\"{folder.Metrics}\" has 3 bytes, but the checkpoint was written when it had 10: the file was altered. "
            + "Restore it from a copy, or start again with deeppipe train.",
            failure.Message);
    }
}

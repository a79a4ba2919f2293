using DeepPipe.Torch;
using DeepPipe.Training.Tests.Fixtures;

namespace DeepPipe.Training.Tests;

public sealed class CheckpointFolderTests
{
    [Fact]
    public void A_checkpoint_holds_the_module_under_its_own_names_and_the_state_of_the_run()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        var (_, state) = SmallRun.Fit(data, folder);

        using var best = SafeTensorsContent.Read(new MemoryStream(File.ReadAllBytes(folder.Best)));
        Assert.Equal(state.Keys.Order(), best.Tensors.Keys.Order());
        Assert.All(state, pair => Assert.True(best.Tensors[pair.Key].bytes.SequenceEqual(pair.Value), pair.Key));

        using var last = SafeTensorsContent.Read(new MemoryStream(File.ReadAllBytes(folder.Last)));
        Assert.Contains("optimizer/exp_avg/first.weight", last.Tensors.Keys);
        Assert.Contains("training/losses", last.Tensors.Keys);
        Assert.Contains("\"epoch\":5", last.Metadata["cursor"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_with_its_path_and_the_remedy()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        SmallRun.Fit(data, folder);
        File.WriteAllBytes(folder.Last, File.ReadAllBytes(folder.Last)[..^5]);
        var message = Refusal(data, folder);
        Assert.StartsWith($"The checkpoint \"{folder.Last}\" is damaged. Its tensors take ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            "the file was cut off or added to. Restore it from a copy, or start again with deeppipe train.",
            message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("last")]
    [InlineData("best")]
    public void A_checkpoint_with_an_altered_byte_is_refused(string name)
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        SmallRun.Fit(data, folder, Patient);
        var path = name == "last" ? folder.Last : folder.Best;
        var whole = File.ReadAllBytes(path);
        var cursor = whole.AsSpan().IndexOf("epoch"u8);
        Assert.All([cursor + 9, whole.Length / 2, whole.Length - 20], place =>
        {
            byte[] altered = [.. whole];
            altered[place] ^= 1;
            File.WriteAllBytes(path, altered);
            Assert.Equal(
                $"The checkpoint \"{path}\" is damaged. Its content is not what its hash says. "
                + "Restore it from a copy, or start again with deeppipe train.",
                Refusal(data, folder, Patient));
        });
    }

    [Fact]
    public void A_checkpoint_without_a_hash_is_damaged()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        SmallRun.Fit(data, folder);
        using (var stream = File.Create(folder.Last))
            SafeTensorsWriter.Write(stream, [], new Dictionary<string, string>());
        Assert.StartsWith(
            $"The checkpoint \"{folder.Last}\" is damaged. Its content is not what its hash says. ", Refusal(data, folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_is_gone_is_missed()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        SmallRun.Fit(data, folder);
        File.Delete(folder.Last);
        Assert.Equal($"There is no checkpoint \"{folder.Last}\". Start again with deeppipe train.", Refusal(data, folder));
    }

    [Fact]
    public void A_checkpoint_of_another_optimizer_is_refused()
    {
        using var data = SmallRun.Data();
        using var folder = new RunFolder();
        SmallRun.Fit(data, folder);
        Assert.Equal(
            $"The checkpoint \"{folder.Last}\" is of another model: it lacks \"optimizer/momentum_buffer/embedding.weight\". "
            + "A run can only go on with the config it was begun with.",
            Refusal(data, folder, SmallRun.Config with { Optimizer = new SgdConfig() }));
    }

    [Fact]
    public void A_checkpoint_of_other_data_or_another_length_is_refused()
    {
        using var data = SmallRun.Data();
        using var other = data with { Validation = SmallRun.Part(61, 2) };
        using var folder = new RunFolder();
        SmallRun.Fit(data, folder);
        Assert.Equal(
            $"The checkpoints in \"{Path.Combine(folder.Path, "checkpoints")}\" are of a run with other data or another config "
            + "(validation rows: 60 then, 61 now; epochs: 4 then, 5 now). "
            + "A run can only go on with the data and the config it was begun with.",
            Refusal(other, folder, SmallRun.Config with { Epochs = 5 }));
    }

    private static TrainingConfig Patient => SmallRun.Config with
    {
        EarlyStopping = new EarlyStoppingConfig { Metric = "validation.loss", PatienceEpochs = 100 },
    };

    private static string Refusal(PreparedData data, RunFolder folder, TrainingConfig? config = null) =>
        Assert.Throws<CheckpointException>(() => SmallRun.Fit(data, folder, config, resume: true)).Message;
}

namespace DeepPipe.Cli.Tests.Proof;

public sealed class VerifyTests(TrainedShop trained) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe verify ");

    public static TheoryData<string> Both { get; } = [Programs.DeepPipe, Programs.Host];

    [Theory, MemberData(nameof(Both))]
    public void A_bundle_holds_as_it_was_written(string program)
    {
        var end = CommandProcess.Run(program, ["verify", trained.Bundle]).Succeeds();

        Assert.StartsWith($"{trained.Bundle} holds: 3 files by their hashes, the signature, and ", end.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public void An_altered_weight_whose_hash_was_mended_is_found_by_the_golden_rows(string program)
    {
        var bundle = trained.CopyBundle(folder.FullName);
        BundleAlteration.ChangeWeight(bundle, Path.Combine(trained.Run, "checkpoints", "best.safetensors"));
        BundleAlteration.MendHash(bundle);

        NamesACell(CommandProcess.Run(program, ["verify", bundle]));
    }

    [Theory, MemberData(nameof(Both))]
    public void An_altered_vocabulary_entry_whose_hash_was_mended_is_found_by_the_golden_rows(string program)
    {
        var bundle = trained.CopyBundle(folder.FullName);
        BundleAlteration.ReplaceText(bundle, "Local-gov", "Local-gow");
        BundleAlteration.MendHash(bundle);

        NamesACell(CommandProcess.Run(program, ["verify", bundle]));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("golden.arrow")]
    [InlineData("profile.json")]
    public void An_altered_bit_is_found_by_the_hash(string name)
    {
        var bundle = trained.CopyBundle(folder.FullName);
        BundleAlteration.TurnBit(Path.Combine(bundle, name));

        foreach (var program in Both)
        {
            var end = CommandProcess.Run(program, ["verify", bundle]);
            Assert.Equal(5, end.Code);
            end.HasNoTrace();
            Assert.StartsWith(
                $"{Path.Combine(bundle, name)} was altered after the bundle was written: ", end.Error, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public void An_altered_bundle_scores_nothing(string program)
    {
        var bundle = trained.CopyBundle(folder.FullName);
        BundleAlteration.TurnBit(Path.Combine(bundle, "model.onnx"));
        var output = Path.Combine(folder.FullName, "scored.csv");

        Assert.Equal(5, CommandProcess.Run(program, ["predict", bundle, trained.Table, output]).Code);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void A_bundle_that_lacks_a_file_is_refused_by_its_name()
    {
        var bundle = trained.CopyBundle(folder.FullName);
        File.Delete(Path.Combine(bundle, "golden.arrow"));
        var end = CommandProcess.DeepPipe("verify", bundle);

        Assert.Equal(5, end.Code);
        end.HasNoTrace();
        Assert.Contains(Path.Combine(bundle, "golden.arrow"), end.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static void NamesACell(CommandEnd end)
    {
        Assert.Equal(5, end.Code);
        end.HasNoTrace();
        Assert.Matches(@"golden\.arrow: golden row \d+: (confidence|probability\.yes|probability\.no|prediction) is .+ here and .+ in training", end.Error);
    }
}

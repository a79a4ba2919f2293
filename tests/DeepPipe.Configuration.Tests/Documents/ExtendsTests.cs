using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Documents;

public sealed class ExtendsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Mappings_merge_and_lists_are_replaced()
    {
        folder.Write("base.yaml", Recipe.Least + "training: {epochs: 5, layers: [1, 2, 3], optimizer: {type: sgd, momentum: 0.5}}\ngates: {a: 1}\n");
        folder.Write("own.yaml", "extends: base.yaml\ntraining: {layers: [4], warmup_steps: 2}\ngates: {b: 2}\n");

        var recipe = Read("own.yaml");

        Assert.Equal((5, 2L), (recipe.Training.Epochs, recipe.Training.WarmupSteps));
        Assert.Equal([4], recipe.Training.Layers);
        Assert.Equal(new SgdConfig { Momentum = 0.5 }, recipe.Training.Optimizer);
        Assert.Equal(["a", "b"], recipe.Gates.Keys);
    }

    [Fact]
    public void A_base_may_have_a_base()
    {
        folder.Write("first.yaml", Recipe.Least + "name: first\nseed: 1\n");
        folder.Write("second.yaml", "extends: first.yaml\nname: second\n");
        folder.Write("third.yaml", "extends: second.yaml\n");

        Assert.Equal(("second", 1ul), (Read("third.yaml").Name, Read("third.yaml").Seed));
    }

    [Theory]
    [InlineData("{type: sgd, momentum: 0.5}", "{type: adamw}", "adamw 0.01")]
    [InlineData("{type: sgd, momentum: 0.5}", "adamw", "adamw 0.01")]
    [InlineData("{type: sgd, momentum: 0.5}", "sgd", "sgd 0.5")]
    [InlineData("{type: sgd, momentum: 0.5}", "{type: sgd}", "sgd 0.5")]
    [InlineData("{type: sgd, momentum: 0.5}", "{momentum: 0.6}", "sgd 0.6")]
    [InlineData("sgd", "{momentum: 0.6}", "sgd 0.6")]
    [InlineData("adamw", "{type: sgd, momentum: 0.6}", "sgd 0.6")]
    [InlineData("none", "sgd", "sgd 0")]
    public void A_closed_choice_merges_only_while_its_type_stays(string below, string above, string expected)
    {
        folder.Write("base.yaml", $"{Recipe.Least}training: {{optimizer: {below}}}\n");
        folder.Write("own.yaml", $"extends: base.yaml\ntraining: {{optimizer: {above}}}\n");

        var found = Read("own.yaml").Training.Optimizer switch
        {
            SgdConfig sgd => FormattableString.Invariant($"sgd {sgd.Momentum}"),
            AdamWConfig adamW => FormattableString.Invariant($"adamw {adamW.WeightDecay}"),
            var other => other.ToString(),
        };

        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_column_that_is_called_type_is_not_a_type()
    {
        folder.Write("base.yaml", Recipe.Least + "columns: {type: number, age: number}\n");
        folder.Write("own.yaml", "extends: base.yaml\ncolumns: {type: category}\n");

        Assert.Equal(["type", "age"], Read("own.yaml").Columns.Keys);
    }

    [Fact]
    public void Each_value_keeps_the_place_of_its_own_file()
    {
        folder.Write("base.yaml", "format: 1\ntraining:\n  epochs: 0\n  learning_rate: 2\n");
        folder.Write("own.yaml", "extends: base.yaml\ntraining:\n  learning_rate: 3\n  wramup_steps: 1\n");

        Assert.Equal(
            $"""
            {folder.At("own.yaml")}:1:1: source is missing. Allowed: csv, files, memory.
            {folder.At("own.yaml")}:3:18: training.learning_rate is 3. Allowed: greater than 0 and at most 1.
            {folder.At("own.yaml")}:4:3: training.wramup_steps is an unknown key. Allowed: epochs, warmup_steps, learning_rate, clip_norm, shuffle, precision, layers, fallbacks, optimizer. Did you mean "warmup_steps"?
            {folder.At("base.yaml")}:3:11: training.epochs is 0. Allowed: at least 1.
            """,
            Problems("own.yaml"));
    }

    [Fact]
    public void A_path_starts_from_the_folder_of_the_file_it_was_written_in()
    {
        folder.Write("shared/base.yaml", "format: 1\nsource: {type: files, paths: [../a.csv, sub/b.csv]}\n");
        folder.Write("own/own.yaml", "extends: ../shared/base.yaml\n");

        var source = Assert.IsType<FilesConfig>(Read("own/own.yaml").Source);

        Assert.Equal([folder.At("a.csv"), folder.At("shared/sub/b.csv")], source.Paths);
    }

    [Fact]
    public void A_cycle_is_a_problem()
    {
        folder.Write("a.yaml", "extends: b.yaml\n");
        folder.Write("b.yaml", "extends: a.yaml\n");

        Assert.Equal(
            $"{folder.At("b.yaml")}:1:10: extends is \"a.yaml\". Allowed: a file that does not lead back here. "
            + $"The files extend each other: {folder.At("a.yaml")}, {folder.At("b.yaml")}, {folder.At("a.yaml")}.",
            Problems("a.yaml"));
    }

    [Fact]
    public void A_missing_base_is_told_where_it_is_named()
    {
        folder.Write("base.yaml", Recipe.Least);
        folder.Write("own.yaml", "\nextends: bsae.yaml\n");

        Assert.Equal(
            $"{folder.At("own.yaml")}:2:10: extends is \"bsae.yaml\". Allowed: the path of a YAML file that exists. Did you mean \"base.yaml\"?",
            Problems("own.yaml"));
    }

    [Theory]
    [InlineData("extends: [base.yaml]", "1:10: extends is a list. Allowed: the path of a YAML file.")]
    [InlineData("extends: .", "1:10: extends is \".\". Allowed: the path of a YAML file. This is a folder.")]
    [InlineData("extends:", "1:9: extends is empty. Allowed: the path of a YAML file.")]
    [InlineData("extends: \"\"", "1:10: extends is \"\". Allowed: the path of a YAML file.")]
    [InlineData("extend: base.yaml", "1:1: extend is an unknown key. Allowed: format, name, seed, source, columns, targets, training, gates, extends. Did you mean \"extends\"?")]
    public void Without_a_base_that_can_be_read_its_key_is_the_only_problem(string yaml, string problem)
    {
        folder.Write("own.yaml", yaml);

        Assert.Equal($"{folder.At("own.yaml")}:{problem}", Problems("own.yaml"));
    }

    private RecipeConfig Read(string name) => Config.Read<RecipeConfig>(folder.At(name), [], _ => null);

    private string Problems(string name) => Assert.Throws<ConfigException>(() => Read(name)).Message;
}

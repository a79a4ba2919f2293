using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Documents;

public sealed class OverridesTests
{
    private const string Lines = "training: {layers: [1, 2], optimizer: {type: adamw, weight_decay: 0.5}}\ntargets: [{column: a}, {column: b}]\n";

    [Fact]
    public void Values_are_yaml_and_later_ones_count()
    {
        var recipe = Read("training.epochs=5", "training.epochs=6", "training.layers=[7, 8, 9]", "name=a b", "training.clip_norm=", "seed=3");

        Assert.Equal((6, "a b", 3ul), (recipe.Training.Epochs, recipe.Name, recipe.Seed));
        Assert.Equal([7, 8, 9], recipe.Training.Layers);
    }

    [Fact]
    public void Items_of_a_list_are_named_by_their_index()
    {
        var recipe = Read("targets.1.column=c", "training.layers.0=9");

        Assert.Equal(["a", "c"], recipe.Targets.Select(target => target.Column));
        Assert.Equal([9, 2], recipe.Training.Layers);
    }

    [Fact]
    public void Items_may_be_named_of_a_list_that_is_itself_set() =>
        Assert.Equal([1, 5], Read("training.layers=[1, 1]", "training.layers.1=5").Training.Layers);

    [Fact]
    public void A_key_with_dots_stands_in_quotes() =>
        Assert.Equal(["hours.per=week"], Read("columns.\"hours.per=week\".type=number").Columns.Keys);

    [Theory]
    [InlineData("training.optimizer.weight_decay=0.1")]
    [InlineData("training.optimizer={weight_decay: 0.1}")]
    public void An_option_keeps_the_type(string text) =>
        Assert.Equal(new AdamWConfig { WeightDecay = 0.1 }, Read(text).Training.Optimizer);

    [Fact]
    public void Another_type_drops_the_options_of_the_former_in_either_order()
    {
        var expected = new SgdConfig { Momentum = 0.9 };

        Assert.Equal(expected, Read("training.optimizer.type=sgd", "training.optimizer.momentum=.9").Training.Optimizer);
        Assert.Equal(expected, Read("training.optimizer.momentum=.9", "training.optimizer.type=sgd").Training.Optimizer);
    }

    [Theory]
    [InlineData("training.epochs=0", "training.epochs is 0. Allowed: at least 1.")]
    [InlineData("training={epochs: 0}", "training.epochs is 0. Allowed: at least 1.")]
    [InlineData("training.warmup_steps=11", "training.warmup_steps is 11. Allowed: at most the epochs, 10.")]
    [InlineData("trainnig.epochs=5", "trainnig is an unknown key. Allowed: format, name, seed, source, columns, targets, training, gates. Did you mean \"training\"?")]
    [InlineData("targets.0.colum=a", "targets.0.colum is an unknown key. Allowed: column, positive. Did you mean \"column\"?")]
    [InlineData("targets.2.column=a", "targets.2 is not there. Allowed: the index of an item in the file, from 0. Set the whole list instead.")]
    [InlineData("training.layers.x=1", "training.layers.x is not there. Allowed: the index of an item in the file, from 0. Set the whole list instead.")]
    [InlineData("training.optimizer.type=sdg", "training.optimizer.type is \"sdg\". Allowed: adamw, sgd, none. Did you mean \"sgd\"?")]
    [InlineData("columns.age.missing={}", "columns.age.type is missing. Allowed: number, category, nested. Set columns.age.type too.")]
    [InlineData("seed.x=1", "seed is a mapping. Allowed: a whole number.")]
    [InlineData("name=", "name is empty. Allowed: text.")]
    [InlineData("name=[", "name is not YAML (while parsing a node, did not find expected node content). Allowed: YAML 1.2.")]
    [InlineData("training.epochs", "--set is \"training.epochs\". Allowed: KEY=VALUE, as in training.epochs=10.")]
    [InlineData("=1", "--set is \"=1\". Allowed: KEY=VALUE, as in training.epochs=10.")]
    [InlineData("a..b=1", "--set is \"a..b=1\". Allowed: KEY=VALUE, as in training.epochs=10.")]
    [InlineData("\"a=1", "--set is \"\"a=1\". Allowed: KEY=VALUE, as in training.epochs=10.")]
    public void A_problem_is_told_at_the_override(string text, string problem) =>
        Assert.Equal($"--set {text}: {problem}", Recipe.ProblemsWith(Lines, text));

    [Fact]
    public void Problems_of_the_file_come_first_and_keep_their_places() => Assert.Equal(
        """
        configs/recipe.yaml:3:20: training.epochs is 0. Allowed: at least 1.
        --set name=[1]: name is a list. Allowed: text.
        --set training.shuffle=2: training.shuffle is 2. Allowed: true or false.
        """,
        Recipe.ProblemsWith("training: {epochs: 0}\n", "name=[1]", "training.shuffle=2"));

    [Fact]
    public void A_key_that_the_file_lacks_is_told_at_the_file() => Assert.Equal(
        "configs/recipe.yaml:1:1: source is missing. Allowed: csv, files, memory.",
        Recipe.Problems("format: 1\ntraining: {epochs: 1}\n", "training.epochs=2"));

    [Fact]
    public void A_path_starts_from_the_current_folder()
    {
        var recipe = Read("source={type: files, paths: [a.csv]}");

        Assert.Equal([Path.GetFullPath("a.csv")], Assert.IsType<FilesConfig>(recipe.Source).Paths);
    }

    private static RecipeConfig Read(params string[] overrides) => Recipe.Read(Recipe.Least + Lines, overrides);
}

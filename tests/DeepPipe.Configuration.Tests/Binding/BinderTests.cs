using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Binding;

public sealed class BinderTests
{
    [Fact]
    public void All_problems_are_told_in_the_order_of_their_places() => Assert.Equal(
        """
        configs/recipe.yaml:1:1: source is missing. Allowed: csv, files, memory.
        configs/recipe.yaml:1:9: format is 2. Allowed: 1.
        configs/recipe.yaml:3:11: training.epochs is 0. Allowed: at least 1.
        configs/recipe.yaml:4:18: training.learning_rate is "fast". Allowed: a number, greater than 0 and at most 1.
        configs/recipe.yaml:5:12: training.shuffle is "yes". Allowed: true or false. Did you mean "true"?
        configs/recipe.yaml:6:14: training.precision is "bf61". Allowed: full, mixed_half, bf16. Did you mean "bf16"?
        configs/recipe.yaml:7:22: training.layers.2 is "many". Allowed: a whole number, at least 1.
        configs/recipe.yaml:8:1: target is an unknown key. Allowed: format, name, seed, source, columns, targets, training, gates. Did you mean "targets"?
        """,
        Recipe.Problems(
            """
            format: 2
            training:
              epochs: 0
              learning_rate: fast
              shuffle: yes
              precision: bf61
              layers: [64, 0x20, many]
            target: []
            """));

    [Theory]
    [InlineData("training: [1]", "3:11: training is a list. Allowed: a mapping of epochs, warmup_steps, learning_rate, clip_norm, shuffle, precision, layers, fallbacks, optimizer.")]
    [InlineData("training:", "3:10: training is empty. Allowed: a mapping of epochs, warmup_steps, learning_rate, clip_norm, shuffle, precision, layers, fallbacks, optimizer.")]
    [InlineData("targets: {column: a}", "3:10: targets is a mapping. Allowed: a list of mappings.")]
    [InlineData("targets: [{positive: x}]", "3:11: targets.0.column is missing. Allowed: text.")]
    [InlineData("targets: [1]", "3:11: targets.0 is 1. Allowed: a mapping of column, positive.")]
    [InlineData("columns: [a]", "3:10: columns is a list. Allowed: a mapping with keys of your own.")]
    [InlineData("columns: {a: }", "3:14: columns.a is empty. Allowed: number, category, nested.")]
    [InlineData("name: [a]", "3:7: name is a list. Allowed: text.")]
    [InlineData("training: {layers: 5}", "3:20: training.layers is 5. Allowed: a list; each item a whole number, at least 1.")]
    [InlineData("columns: {a.b: {type: nested, columns: {c: {typ: number}}}}", "3:45: columns.\"a.b\".columns.c.typ is an unknown key. Allowed: type. Did you mean \"type\"?")]
    public void A_value_of_another_shape_is_told(string line, string problem) =>
        Assert.Equal($"configs/recipe.yaml:{problem}", Recipe.ProblemsWith(line + "\n"));

    [Theory]
    [InlineData("adamv", "3:23: training.optimizer is \"adamv\". Allowed: adamw, sgd, none. Did you mean \"adamw\"?")]
    [InlineData("{type: adamv, x: 1}", "3:30: training.optimizer.type is \"adamv\". Allowed: adamw, sgd, none. Did you mean \"adamw\"?")]
    [InlineData("{tpye: adamw}", "3:24: training.optimizer.tpye is an unknown key. Allowed: type. Did you mean \"type\"?")]
    [InlineData("{momentum: 0.1}", "3:23: training.optimizer.type is missing. Allowed: adamw, sgd, none.")]
    [InlineData("{type: }", "3:30: training.optimizer.type is empty. Allowed: adamw, sgd, none.")]
    [InlineData("{type: [adamw]}", "3:30: training.optimizer.type is a list. Allowed: adamw, sgd, none.")]
    [InlineData("[adamw]", "3:23: training.optimizer is a list. Allowed: adamw, sgd, none.")]
    [InlineData("{type: sgd, weight_decay: 0.1}", "3:35: training.optimizer.weight_decay is an unknown key. Allowed: type, momentum.")]
    [InlineData("{type: none, x: 1}", "3:36: training.optimizer.x is an unknown key. Allowed: type.")]
    public void A_closed_choice_is_told_by_its_words(string optimizer, string problem) =>
        Assert.Equal($"configs/recipe.yaml:{problem}", Recipe.ProblemsWith($"training: {{optimizer: {optimizer}}}\n"));

    [Fact]
    public void A_bare_name_needs_a_variant_without_required_keys() => Assert.Equal(
        "configs/recipe.yaml:1:9: source is \"csv\". Allowed: a mapping with type: csv and path.",
        Recipe.Problems("source: csv\nformat: 1\n"));

    [Fact]
    public void A_misspelt_key_is_not_told_as_missing_too() => Assert.Equal(
        "configs/recipe.yaml:2:21: source.pth is an unknown key. Allowed: type, path, delimiter, missing. Did you mean \"path\"?",
        Recipe.Problems("format: 1\nsource: {type: csv, pth: a.csv}\n"));

    [Fact]
    public void A_record_checks_itself_once_its_own_values_are_sound()
    {
        Assert.Equal(
            "configs/recipe.yaml:3:26: training.warmup_steps is 11. Allowed: at most the epochs, 10.",
            Recipe.ProblemsWith("training: {warmup_steps: 11}\n"));
        Assert.Equal(
            "configs/recipe.yaml:3:20: training.epochs is 0. Allowed: at least 1.",
            Recipe.ProblemsWith("training: {epochs: 0, warmup_steps: 11}\n"));
    }

    [Theory]
    [InlineData("{type: number, between: [1, 2, 3]}", "3:38: columns.a.between is a list of 3. Allowed: two numbers.")]
    [InlineData("{type: number, between: [3, 2]}", "3:42: columns.a.between.1 is 2. Allowed: at least 3.")]
    public void A_problem_that_a_record_finds_gets_the_place_of_its_key(string column, string problem) =>
        Assert.Equal($"configs/recipe.yaml:{problem}", Recipe.ProblemsWith($"columns: {{a: {column}}}\n"));

    [Fact]
    public void Null_means_nothing_where_nothing_is_allowed()
    {
        var recipe = Recipe.Read(Recipe.Least + "training: {clip_norm: null}\ncolumns: {a: {type: number, between: ~}}\n");

        Assert.Null(recipe.Training.ClipNorm);
        Assert.Equal(new NumberConfig(), recipe.Columns["a"]);
    }

    [Fact]
    public void A_dictionary_keeps_the_order_of_the_file() =>
        Assert.Equal(["z", "a", "m"], Recipe.Read(Recipe.Least + "gates: {z: 1, a: 2, m: 3}\n").Gates.Keys);
}

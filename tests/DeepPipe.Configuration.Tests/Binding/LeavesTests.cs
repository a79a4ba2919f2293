using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Binding;

public sealed class LeavesTests
{
    [Theory]
    [InlineData("epochs: 1.5", "3:20: training.epochs is 1.5. Allowed: a whole number, at least 1.")]
    [InlineData("epochs: 1e3", "3:20: training.epochs is 1e3. Allowed: a whole number, at least 1. Write 1000.")]
    [InlineData("epochs: 1_000", "3:20: training.epochs is \"1_000\". Allowed: a whole number, at least 1. Write 1000.")]
    [InlineData("epochs: '10'", "3:20: training.epochs is \"10\". Allowed: a whole number, at least 1. Remove the quotes.")]
    [InlineData("epochs: true", "3:20: training.epochs is true. Allowed: a whole number, at least 1.")]
    [InlineData("epochs: null", "3:20: training.epochs is empty. Allowed: a whole number, at least 1.")]
    [InlineData("epochs: 3000000000", "3:20: training.epochs is 3000000000. Allowed: a whole number from -2147483648 to 2147483647.")]
    [InlineData("warmup_steps: -1", "3:26: training.warmup_steps is -1. Allowed: at least 0.")]
    [InlineData("warmup_steps: 9223372036854775808", "3:26: training.warmup_steps is 9223372036854775808. Allowed: a whole number from -9223372036854775808 to 9223372036854775807.")]
    [InlineData("learning_rate: .nan", "3:27: training.learning_rate is .nan. Allowed: a finite number, greater than 0 and at most 1.")]
    [InlineData("learning_rate: -.inf", "3:27: training.learning_rate is -.inf. Allowed: a finite number, greater than 0 and at most 1.")]
    [InlineData("learning_rate: 1e999", "3:27: training.learning_rate is 1e999. Allowed: a finite number, greater than 0 and at most 1.")]
    [InlineData("learning_rate: 0", "3:27: training.learning_rate is 0. Allowed: greater than 0 and at most 1.")]
    [InlineData("learning_rate: 1.0001", "3:27: training.learning_rate is 1.0001. Allowed: greater than 0 and at most 1.")]
    [InlineData("learning_rate: '0,5'", "3:27: training.learning_rate is \"0,5\". Allowed: a number, greater than 0 and at most 1. Write 0.5.")]
    [InlineData("shuffle: no", "3:21: training.shuffle is \"no\". Allowed: true or false. Did you mean \"false\"?")]
    [InlineData("shuffle: 1", "3:21: training.shuffle is 1. Allowed: true or false.")]
    [InlineData("shuffle: \"true\"", "3:21: training.shuffle is \"true\". Allowed: true or false. Remove the quotes.")]
    [InlineData("precision: BF16", "3:23: training.precision is \"BF16\". Allowed: full, mixed_half, bf16. Did you mean \"bf16\"?")]
    [InlineData("fallbacks: [full, half]", "3:30: training.fallbacks.1 is \"half\". Allowed: full, mixed_half, bf16.")]
    public void A_value_that_is_not_allowed_is_told(string entry, string problem) =>
        Assert.Equal($"configs/recipe.yaml:{problem}", Recipe.ProblemsWith($"training: {{{entry}}}\n"));

    [Theory]
    [InlineData("-1")]
    [InlineData("18446744073709551616")]
    public void A_seed_takes_what_an_unsigned_integer_holds(string seed) => Assert.Equal(
        $"configs/recipe.yaml:3:7: seed is {seed}. Allowed: a whole number from 0 to 18446744073709551615.",
        Recipe.ProblemsWith($"seed: {seed}\n"));

    [Fact]
    public void The_greatest_seed_is_kept()
    {
        var recipe = Recipe.Read(Recipe.Least + "seed: 18446744073709551615\n");

        Assert.Equal(ulong.MaxValue, recipe.Seed);
        Assert.Equal(ulong.MaxValue, Recipe.Read(Config.Write(recipe)).Seed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\\0b")]
    public void A_path_has_a_name(string path) => Assert.StartsWith(
        "configs/recipe.yaml:2:27: source.path is ",
        Recipe.Problems($"format: 1\nsource: {{type: csv, path: \"{path}\"}}\n"), StringComparison.Ordinal);

    [Fact]
    public void A_path_starts_from_the_folder_of_the_file()
    {
        var source = Assert.IsType<CsvConfig>(Recipe.Read("format: 1\nsource: {type: csv, path: ../a b/*.csv}\n").Source);

        Assert.Equal(Path.GetFullPath("a b/*.csv"), source.Path);
    }
}

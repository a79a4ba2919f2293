using DeepPipe.Configuration.Corpus;
using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests;

public sealed class CorpusLawTests
{
    private static readonly CorpusLaw Law = new(
        IsFree: key => key is "columns" or "columns.group.columns" or "gates",
        IsText: key => key.EndsWith(".column", StringComparison.Ordinal) || key.StartsWith("source.missing", StringComparison.Ordinal),
        SchemaAccepts: Recipe.SchemaAccepts);

    [Fact]
    public void Every_leaf_made_wrong_and_every_key_misspelt_is_one_problem_at_its_place()
    {
        var count = Law.Check<RecipeConfig>(Recipe.Whole, Recipe.Source);

        Assert.True(count > 80, $"{count} mutations");
    }

    [Fact]
    public void The_same_holds_of_what_is_written()
    {
        var written = Config.Write(Recipe.Read(Recipe.Whole));

        Law.Check<RecipeConfig>(written, Recipe.Source);
    }

    [Fact]
    public void The_same_holds_of_a_bare_name() => Law.Check<RecipeConfig>(Recipe.Least, Recipe.Source);
}

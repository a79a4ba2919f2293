using CsCheck;
using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests;

public sealed class ConfigTests
{
    private static readonly Gen<string> Fragments = Gen.OneOf(
        Gen.String[Gen.Char["abc:,-[]{}\"'#&*!|>%@`?\t\n \\~${}=<.\0\u00e9\ud83d"], 0, 6],
        Gen.OneOf("\n  - ", "${env:WORD}", "null", "extends: a", "\n---\n", "&a ", "*a", "!!str ", "<<: "));

    [Fact]
    public void Whatever_is_typed_into_a_file_gives_a_record_or_problems() =>
        Gen.Select(Gen.Int[0, Recipe.Whole.Length], Gen.Int[0, 12], Fragments).Array[1, 3].Sample(edits =>
        {
            var text = Recipe.Whole;
            foreach (var (at, length, fragment) in edits)
            {
                var start = Math.Min(at, text.Length);
                text = text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, fragment);
            }
            AssertSound(Recipe.Problems(text));
        }, iter: 3000);

    [Fact]
    public void Whatever_is_typed_as_an_override_gives_a_record_or_problems() =>
        Gen.Select(Gen.OneOf("training.", "targets.0", "columns.age", "name", ""), Fragments, Fragments).Sample((key, more, value) =>
            AssertSound(Recipe.Problems(Recipe.Whole, $"{key}{more}={value}")), iter: 3000);

    [Fact]
    public void Several_threads_may_read_at_once() => Parallel.For(0, 64, _ =>
        Assert.Equal(Structure.Of(Recipe.Read(Recipe.Whole)), Structure.Of(Recipe.Read(Recipe.Whole))));

    private static void AssertSound(string problems)
    {
        Assert.All(problems.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(". Allowed: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("hiddenword", problems, StringComparison.Ordinal);
    }
}

namespace DeepPipe.Configuration.Corpus;

/// <summary>
/// The law of a config text that is right: every leaf made wrong and every key misspelt gives exactly one problem at the
/// exact place, and the JSON Schema refuses it too.
/// </summary>
/// <param name="IsFree">Whether the keys in the mapping of this dotted key are the user's own, such as column names.</param>
/// <param name="IsText">Whether the value of this dotted key is text, and may look like a number.</param>
/// <param name="SchemaAccepts">Whether the JSON Schema takes this JSON text.</param>
public sealed record CorpusLaw(Func<string, bool> IsFree, Func<string, bool> IsText, Func<string, bool> SchemaAccepts)
{
    /// <summary>Checks the law for one text.</summary>
    /// <typeparam name="T">The root record.</typeparam>
    /// <param name="yaml">The text.</param>
    /// <param name="source">The path of the text; files that it extends lie beside it.</param>
    /// <returns>How many mutations were tried.</returns>
    public int Check<T>(string yaml, string source)
        where T : class
    {
        Assert.Equal("", string.Join('\n', Problems<T>(yaml, source)));
        Assert.True(SchemaAccepts(YamlJson.Of(yaml)), $"The schema refuses {source}.");
        Mutation[] mutations =
            [.. Mutations.OfLeaves(yaml), .. Mutations.OfNumbers(yaml, IsText), .. Mutations.OfKeys(yaml, IsFree)];
        foreach (var mutation in mutations)
            CheckOne<T>(mutation, source);
        return mutations.Length;
    }

    private void CheckOne<T>(Mutation mutation, string source)
        where T : class
    {
        var problems = Problems<T>(mutation.Text, source);
        var told = string.Join('\n', problems);
        Assert.True(problems.Count == 1, $"{mutation.Key} made wrong gives {problems.Count} problems:\n{told}\n{mutation.Text}");
        Assert.Equal(new Place(source, mutation.Line, mutation.Column), problems[0].Place);
        var isNamed = problems[0].Key == mutation.Key || problems[0].Key == KeyPath.Append(mutation.Key, "type");
        Assert.True(isNamed, $"{mutation.Key} made wrong is told as {told}");
        Assert.False(SchemaAccepts(YamlJson.Of(mutation.Text)), $"The schema takes what the reader refuses:\n{told}");
    }

    private static IReadOnlyList<Problem> Problems<T>(string yaml, string source)
        where T : class
    {
        try
        {
            Config.Parse<T>(yaml, source, [], _ => "value");
            return [];
        }
        catch (ConfigException error)
        {
            return error.Problems;
        }
    }
}
